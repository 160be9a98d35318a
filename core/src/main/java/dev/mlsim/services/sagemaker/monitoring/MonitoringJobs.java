package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.MonitoringRun;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.MonitoringViolation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The processing jobs that work for a run: the monitor, and before it the one that merges the
 * ground truth with what was captured. What a run finds is the test's word.
 */
final class MonitoringJobs {
  /** A note of a job: the run that it works for. */
  private static final String RUN = "monitoringExecution";

  /** A note of a job: whether it merges. */
  private static final String MERGES = "merges";

  private MonitoringJobs() {}

  /** A run begins to work. */
  static void start(Resource run, World world) {
    Optional<Definition> definition = Executions.definition(run, world);
    if (definition.isEmpty()) {
      String name = run.notes().path(Executions.CONFIG).path(Definition.NAME).asText();
      world.trigger(run, FAIL, "Could not find job definition with name " + name);
    } else {
      launch(run, definition.get(), definition.get().kind().merges(), world);
    }
  }

  private static void launch(Resource run, Definition definition, boolean merges, World world) {
    ObjectNode request =
        merges
            ? JobRequest.toMerge(run, definition, world)
            : JobRequest.toMonitor(run, definition, world);
    try {
      world.invoke(run, "CreateProcessingJob", request);
    } catch (ServiceError refused) {
      world.trigger(world.latest(run), FAIL, refused.message());
      return;
    }
    String name = request.path("ProcessingJobName").asText();
    Resource noted = world.change(run, old -> old.withNote(Executions.JOB, name));
    Optional<Resource> started = Executions.job(noted, world);
    if (started.isEmpty()) { // a fault rule answered in its place
      String reason = "Could not find requested job with name: " + name;
      world.trigger(noted, FAIL, reason);
      return;
    }
    String schedule =
        world
            .account()
            .arn("sagemaker", MonitoringSchedules.TYPE.name() + "/" + Executions.schedule(run));
    Resource job =
        world.change(
            started.get(),
            old ->
                (merges ? old.withNote(MERGES, 1) : old)
                    .with("MonitoringScheduleArn", schedule)
                    .withNote(RUN, run.key()));
    Resource shown =
        merges ? noted : world.change(noted, old -> old.with("ProcessingJobArn", job.arn()));
    world.trigger(shown, Executions.FOLLOW, "");
  }

  private static Optional<Resource> run(Resource job, World world) {
    return job.notes().has(RUN)
        ? world
            .registry()
            .byKey(Executions.TYPE, job.notes().path(RUN).asText())
            .filter(run -> run.notes().path(Executions.JOB).asText().equals(job.name()))
        : Optional.empty();
  }

  static void failed(Resource job, World world) {
    run(job, world).ifPresent(run -> world.trigger(run, FAIL, job.reason()));
  }

  static void stopping(Resource job, World world) {
    run(job, world).ifPresent(run -> world.trigger(run, STOP, ""));
  }

  static void completed(Resource job, World world) {
    Optional<Resource> run = run(job, world).filter(r -> r.is("InProgress"));
    if (run.isEmpty()) {
      return;
    }
    if (job.notes().has(MERGES)) {
      Executions.definition(run.get(), world)
          .ifPresentOrElse(
              definition -> launch(run.get(), definition, false, world),
              () -> start(run.get(), world));
      return;
    }
    Optional<Function<? super MonitoringRun, ? extends @Nullable List<MonitoringViolation>>>
        finding =
            world
                .told(MonitoringRuns.class)
                .flatMap(runs -> runs.finding(Executions.schedule(run.get())));
    if (finding.isEmpty()) {
      end(run.get(), job, List.of(), world);
    } else {
      MonitoringRun seen = seen(run.get());
      world.<List<MonitoringViolation>>soon(
          "violates(...) of the schedule " + seen.schedule(),
          () -> finding.get().apply(seen),
          found -> found(run.get(), job, found, world));
    }
  }

  private static MonitoringRun seen(Resource run) {
    Window window = Executions.window(run);
    return new MonitoringRun(
        Executions.schedule(run),
        run.attributes().path(Definition.TYPE).asText(),
        run.attributes().path("EndpointName").asText(),
        Timestamps.instant(run.attributes().path("ScheduledTime")),
        window.from(),
        window.until());
  }

  /** What the test says that a run finds; nothing where its function failed. */
  private static void found(
      Resource run, Resource job, Optional<List<MonitoringViolation>> found, World world) {
    Optional<Resource> there =
        world.registry().byKey(Executions.TYPE, run.key()).filter(r -> r.is("InProgress"));
    if (there.isEmpty()) {
      return; // the simulator was reset meanwhile
    }
    if (found.isPresent()) {
      end(there.get(), job, found.get(), world);
    } else {
      world.trigger(there.get(), FAIL, "the test's function failed");
    }
  }

  private static void end(
      Resource run, Resource job, List<MonitoringViolation> violations, World world) {
    String message =
        violations.isEmpty()
            ? "Completed: Job completed successfully with no violations."
            : "CompletedWithViolations: Job completed successfully with "
                + violations.size()
                + " violations.";
    if (world.registry().byKey(Executions.PROCESSING, job.key()).isPresent()) {
      world.change(job, old -> old.with("ExitMessage", message));
    }
    Results.write(run, job, violations, world);
    String trigger = violations.isEmpty() ? Executions.COMPLETE : Executions.VIOLATE;
    world.trigger(run, trigger, "");
  }
}
