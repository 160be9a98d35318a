package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Operation;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.PipelineSteps;
import java.util.List;
import java.util.Optional;

/** The jobs and other resources that steps start, and what becomes of a step with them. */
final class Children {
  /** A note of what a step has started: the key of the step. */
  private static final String STEP = "pipelineStep";

  private Children() {}

  /** Follows whatever steps start, of whatever family it is. */
  static void declare(Family family) {
    for (StepKind kind : StepKind.values()) {
      if (kind.child().isPresent() && !kind.isCheck()) {
        StepKind.Child child = kind.child().get();
        for (String end : child.ends()) {
          family.watch(child.type(), end, Children::ended);
        }
      }
    }
  }

  /** A step starts what it is for, or takes over what an earlier one has. */
  static void begin(Resource step, Resource execution, Definition.Node node, World world) {
    StepKind.Child child = node.kind().child().orElseThrow();
    String name = ChildInput.name(execution, node, world);
    Operation operation = Contract.load("sagemaker").operation(child.operation()).orElseThrow();
    ObjectNode resolved = Work.resolved(node, new RunScope(execution, name, world));
    ObjectNode arguments =
        operation
            .input()
            .map(shape -> (ObjectNode) Arguments.fitted(resolved, shape))
            .orElse(resolved);
    arguments.remove(child.nameMember());
    if (Work.isDone(step, execution, node, arguments, world)) {
      return;
    }
    ObjectNode about =
        node.kind().isCheck()
            ? Checks.about(node, arguments, new RunScope(execution, name, world))
            : Documents.empty();
    ObjectNode input = ChildInput.of(execution, node, name, arguments, world);
    try {
      ChildInput.makeGroup(step, node.kind(), input, world);
      ObjectNode output = world.invoke(step, operation(child, name, world), input);
      started(world.latest(step), node, output.path(child.arnMember()).asText(), about, world);
    } catch (ServiceError e) {
      refused(world.latest(step), node, child, e, world);
    }
  }

  /** An endpoint that is there already is updated. */
  private static String operation(StepKind.Child child, String name, World world) {
    boolean updates =
        child.noun().equals("Endpoint")
            && world
                .registry()
                .byKey(dev.mlsim.service.TypeRef.to("endpoint", "ValidationException"), name)
                .isPresent();
    return updates ? "UpdateEndpoint" : child.operation();
  }

  private static void refused(
      Resource step, Definition.Node node, StepKind.Child child, ServiceError e, World world) {
    JsonNode policies = node.step().path("RetryPolicies");
    if (!Retries.again(step, policies, Retries.called(e), world)) {
      Work.broken(
          step,
          "Failed to invoke sagemaker:" + child.operation() + ". Error Details: " + e.message(),
          world);
    }
  }

  private static void started(
      Resource step, Definition.Node node, String arn, ObjectNode about, World world) {
    ObjectNode shown = Documents.merged(Documents.empty(), about);
    shown.put(node.kind().isCheck() ? "CheckJobArn" : "Arn", arn);
    Resource said = Work.says(step, node.kind(), shown, world);
    Resource started = world.change(said, old -> old.withNote(ExecutionSteps.CHILD, arn));
    Optional<Resource> child = world.registry().byArn(arn);
    if (!node.kind().waits()) {
      return;
    }
    if (child.isEmpty()) {
      Work.broken(started, arn + " does not exist.", world);
      return;
    }
    ended(world.change(child.get(), old -> old.withNote(STEP, step.key())), world);
  }

  /** What a step may have started has come to where it ends, or has just been started. */
  private static void ended(Resource child, World world) {
    String key = child.notes().path(STEP).asText();
    if (key.isEmpty()) {
      return;
    }
    world
        .registry()
        .byKey(ExecutionSteps.TYPE, key)
        .filter(step -> step.is("Executing") || step.is("Stopping"))
        .filter(step -> step.notes().path(ExecutionSteps.CHILD).asText().equals(child.arn()))
        .ifPresent(step -> ended(step, child, world));
  }

  private static void ended(Resource step, Resource child, World world) {
    StepKind.Child kind = ExecutionSteps.kind(step).child().orElseThrow();
    String state = child.state().toString();
    if (!kind.ends().contains(state)) {
      return;
    }
    boolean good = kind.good().contains(state);
    if (step.is("Stopping") && !child.is("Failed")) {
      world.trigger(step, ExecutionSteps.END, "");
    } else if (good) {
      succeeded(step, child, world);
    } else {
      failed(step, child, world);
    }
  }

  private static void succeeded(Resource step, Resource child, World world) {
    Resource execution = ExecutionSteps.execution(step, world);
    Definition.Node node = Executions.node(execution, step.name());
    writeFiles(child, node, world);
    Optional<String> violation =
        node.kind().isCheck() ? Checks.violation(step, child, node, world) : Optional.empty();
    Resource now = world.latest(step);
    if (violation.isPresent()) {
      Work.broken(now, violation.get(), world);
    } else {
      world.trigger(now, ExecutionSteps.SUCCEED, "");
    }
  }

  /** The property files of which the test says what is in them. */
  private static void writeFiles(Resource child, Definition.Node node, World world) {
    for (JsonNode file : node.step().path("PropertyFiles")) {
      Optional<String> content =
          world
              .told(PipelineSteps.class)
              .flatMap(said -> said.file(file.path("PropertyFileName").asText()));
      Optional<String> folder = RunScope.output(child, file.path("OutputName").asText());
      if (content.isPresent() && folder.isPresent()) {
        world.write(child, folder.get() + "/" + file.path("FilePath").asText(), content.get());
      }
    }
  }

  private static void failed(Resource step, Resource child, World world) {
    Resource execution = ExecutionSteps.execution(step, world);
    Definition.Node node = Executions.node(execution, step.name());
    boolean isStopped = child.state().status().equals("Stopped");
    String reason =
        isStopped
            ? "The " + child.type().replace('-', ' ') + " " + child.name() + " was stopped."
            : child.reason();
    boolean mayTry = step.is("Executing") && execution.is("Executing");
    List<String> errors = Retries.called(node.kind(), reason);
    if (!mayTry || !Retries.again(step, node.step().path("RetryPolicies"), errors, world)) {
      world.trigger(step, FAIL, prefixed(reason));
    }
  }

  private static String prefixed(String reason) {
    return reason.startsWith("ClientError: ") ? reason : "ClientError: " + reason;
  }

  /** A list among arguments, in place of what is there. */
  static ArrayNode list(ObjectNode arguments, String member) {
    ArrayNode before = arguments.get(member) instanceof ArrayNode there ? there.deepCopy() : null;
    ArrayNode list = arguments.putArray(member);
    if (before != null) {
      list.addAll(before);
    }
    return list;
  }
}
