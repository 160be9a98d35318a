package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.pipelines.Schedule.Standing;
import java.util.List;
import java.util.Optional;

/** How an execution goes through its steps. */
final class Walk {
  /** As notebooks of aws/amazon-sagemaker-examples show it. */
  private static final String FAILED = "Step failure: One or multiple steps failed.";

  private Walk() {}

  /** An execution starts, or goes on after it had failed or was stopped. */
  static void begin(Resource execution, World world) {
    if (execution.lastTransition().trigger().equals(START)) {
      for (Resource step : List.copyOf(ExecutionSteps.of(execution, world))) {
        if (isBroken(step)) {
          world.change(step, old -> old.withNote(ExecutionSteps.AGAIN, 1));
        }
      }
    } else {
      Experiment.prepare(execution, world);
      world
          .registry()
          .byKey(Pipelines.TYPE, Executions.pipelineOf(execution))
          .ifPresent(pipeline -> Pipelines.ran(pipeline, execution, world));
      Selection.copy(world.latest(execution), world);
    }
    world.later(world.now().plus(Executions.LONGEST), execution, Executions.TIME_OUT);
    proceed(world.latest(execution), world);
  }

  private static boolean isBroken(Resource step) {
    return step.is("Failed") || step.is("Stopped");
  }

  /** A step has ended. */
  static void on(Resource step, World world) {
    proceed(ExecutionSteps.execution(step, world), world);
  }

  private static void proceed(Resource execution, World world) {
    if (execution.notes().has(Selection.COPYING) || !execution.isUnfinished()) {
      return;
    }
    boolean stops = execution.is("Stopping");
    Schedule schedule = schedule(execution, world);
    if (schedule.running() == 0 && (stops || schedule.start().isEmpty())) {
      end(execution, world);
    } else if (!stops) {
      schedule.start().forEach(step -> start(execution, step, world));
    }
  }

  private static void start(Resource execution, String name, World world) {
    Optional<Resource> before = ExecutionSteps.find(execution, name, world);
    if (before.isEmpty()) {
      ExecutionSteps.begin(execution, Executions.node(execution, name), world);
    } else if (before.get().notes().has(ExecutionSteps.AGAIN)) {
      Resource again =
          world.change(
              before.get(),
              old ->
                  old.withoutNotes(
                          List.of(
                              ExecutionSteps.AGAIN,
                              ExecutionSteps.CHILD,
                              ExecutionSteps.TOKEN,
                              Retries.TRIES))
                      .without(List.of("Metadata", "CacheHitResult"))
                      .with("AttemptCount", old.attributes().path("AttemptCount").asLong() + 1));
      world.trigger(again, START, "");
    }
  }

  private static void end(Resource execution, World world) {
    boolean failed =
        ExecutionSteps.of(execution, world).stream().anyMatch(step -> step.is("Failed"));
    if (failed) {
      world.trigger(execution, FAIL, FAILED);
    } else {
      String ends = execution.is("Stopping") ? Executions.END : Executions.SUCCEED;
      world.trigger(execution, ends, "");
    }
  }

  private static Schedule schedule(Resource execution, World world) {
    return Schedule.of(
        () -> execution.notes().path(Executions.NODES).fieldNames(),
        step -> standing(ExecutionSteps.find(execution, step, world)),
        step -> Executions.node(execution, step),
        Executions.mostAtOnce(execution));
  }

  private static Standing standing(Optional<Resource> step) {
    if (step.isEmpty() || step.get().notes().has(ExecutionSteps.AGAIN)) {
      return Standing.NOT_STARTED;
    }
    if (isBroken(step.get())) {
      return Standing.BROKEN;
    }
    if (!step.get().is("Succeeded")) {
      return Standing.RUNNING;
    }
    String outcome =
        step.get().attributes().path("Metadata").path("Condition").path("Outcome").asText();
    return switch (outcome) {
      case "True" -> Standing.TOOK_IF;
      case "False" -> Standing.TOOK_ELSE;
      default -> Standing.SUCCEEDED;
    };
  }

  /** An execution is stopped: its steps are, and where none runs it is over. */
  static void stop(Resource execution, World world) {
    stopSteps(execution, world);
    proceed(world.latest(execution), world);
  }

  /** An execution has failed; where a test or the time has it fail, steps may still run. */
  static void abandon(Resource execution, World world) {
    stopSteps(execution, world);
  }

  private static void stopSteps(Resource execution, World world) {
    for (Resource step : List.copyOf(ExecutionSteps.of(execution, world))) {
      boolean canStop =
          ExecutionSteps.TYPE.lifecycle().way(STOP, step.state()).isPresent()
              && ExecutionSteps.kind(step).canBeStopped();
      if (canStop) {
        world.trigger(world.latest(step), STOP, "");
      }
    }
  }
}
