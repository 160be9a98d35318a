package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;

/** What a step does while it is executing. */
final class Work {
  private static final int LONGEST_MESSAGE = 3_072;

  private Work() {}

  /** A step has begun to execute, or does so once more. */
  static void begin(Resource step, World world) {
    Resource execution = ExecutionSteps.execution(step, world);
    Definition.Node node = Executions.node(execution, step.name());
    try {
      switch (node.kind()) {
        case CONDITION -> decide(step, execution, node, world);
        case FAIL -> fail(step, execution, node, world);
        case CALLBACK -> Callbacks.begin(step, execution, node, world);
        case LAMBDA -> Functions.begin(step, execution, node, world);
        case EMR -> cluster(step, execution, node, world);
        default -> Children.begin(step, execution, node, world);
      }
    } catch (Expression.Unresolved e) {
      broken(step, e.words(), world);
    }
  }

  /** A step can't go on. */
  static void broken(Resource step, String why, World world) {
    world.trigger(world.latest(step), FAIL, "ClientError: " + why);
  }

  static Resource says(Resource step, StepKind kind, ObjectNode metadata, World world) {
    ObjectNode member = Documents.empty();
    member.set(kind.metadata(), metadata);
    return world.change(step, old -> old.with("Metadata", member));
  }

  private static void decide(Resource step, Resource execution, Definition.Node node, World world) {
    JsonNode conditions = node.step().path("Arguments").path("Conditions");
    boolean holds = Conditions.allHold(conditions, new RunScope(execution, world));
    ObjectNode outcome = Documents.empty().put("Outcome", holds ? "True" : "False");
    says(step, node.kind(), outcome, world);
  }

  private static void fail(Resource step, Resource execution, Definition.Node node, World world) {
    JsonNode given = node.step().path("Arguments").path("ErrorMessage");
    String message =
        given.isMissingNode() || given.isNull()
            ? ""
            : Expression.text(Expression.resolved(given, new RunScope(execution, world)));
    String shown = Values.cut(message, LONGEST_MESSAGE);
    Resource failing = says(step, node.kind(), Documents.empty().put("ErrorMessage", shown), world);
    world.trigger(failing, FAIL, shown);
  }

  /** A step of EMR, which mlsim has no clusters for: it takes its time. */
  private static void cluster(
      Resource step, Resource execution, Definition.Node node, World world) {
    ObjectNode arguments = resolved(node, new RunScope(execution, world));
    if (isDone(step, execution, node, arguments, world)) {
      return;
    }
    String drawn = "j-" + world.chance().id(13).toUpperCase(java.util.Locale.ROOT);
    ObjectNode shown = Documents.empty();
    shown.put("ClusterId", arguments.path("ClusterId").asText(drawn));
    shown.put("StepId", "s-" + world.chance().id(13).toUpperCase(java.util.Locale.ROOT));
    shown.put("StepName", step.name());
    says(step, node.kind(), shown, world);
  }

  /** The arguments, worked out. */
  static ObjectNode resolved(Definition.Node node, Expression.Scope scope) {
    JsonNode arguments = node.step().path("Arguments");
    return arguments.isObject()
        ? (ObjectNode) Expression.resolved(arguments, scope)
        : Documents.empty();
  }

  /** Whether an earlier execution has done the same, and the step takes that over. */
  static boolean isDone(
      Resource step, Resource execution, Definition.Node node, ObjectNode arguments, World world) {
    Resource keyed = Caching.keyed(step, node, arguments, world);
    Optional<Resource> hit = Caching.hit(keyed, node.step().path("CacheConfig"), execution, world);
    if (hit.isEmpty()) {
      return false;
    }
    ObjectNode result = Documents.empty();
    result.put("SourcePipelineExecutionArn", ExecutionSteps.execution(hit.get(), world).arn());
    JsonNode metadata = hit.get().attributes().path("Metadata");
    JsonNode child = hit.get().notes().path(ExecutionSteps.CHILD);
    Resource known =
        world.change(
            keyed,
            old -> {
              Resource taken = old.with("Metadata", metadata).with("CacheHitResult", result);
              return child.isMissingNode() ? taken : taken.withNote(ExecutionSteps.CHILD, child);
            });
    world.trigger(known, ExecutionSteps.FINISH, "");
    return true;
  }

  /** A step is stopped: so is what it has started, where it runs. */
  static void stop(Resource step, World world) {
    Resource execution = ExecutionSteps.execution(step, world);
    Definition.Node node = Executions.node(execution, step.name());
    if (step.notes().has(ExecutionSteps.TOKEN)) {
      Callbacks.tell(step, execution, node, "Stopping", world);
    }
    stopChild(step, world);
  }

  /** A step has failed; where a test says that it does, what it has started may still run. */
  static void stopChild(Resource step, World world) {
    Optional<StepKind.Child> kind =
        ExecutionSteps.kind(step).child().filter(child -> !child.stop().isEmpty());
    Optional<Resource> child = ExecutionSteps.child(step, world).filter(Resource::isUnfinished);
    if (kind.isPresent() && child.isPresent()) {
      ObjectNode input = Documents.empty().put(kind.get().nameMember(), child.get().name());
      try {
        world.invoke(step, kind.get().stop(), input);
      } catch (ServiceError e) {
        world.note(step + " waits for " + child.get() + ", which can't be stopped: " + e.message());
      }
    }
  }
}
