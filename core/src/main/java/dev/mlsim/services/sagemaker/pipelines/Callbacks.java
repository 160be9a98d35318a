package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Callback steps: a message is sent to a queue, and whoever gets it ends the step ("Callback Step"
 * of the developer guide).
 */
final class Callbacks {
  private static final String OUTPUTS = "OutputParameters";

  private Callbacks() {}

  static void begin(Resource step, Resource execution, Definition.Node node, World world) {
    RunScope scope = new RunScope(execution, world);
    ObjectNode arguments = Work.resolved(node, scope);
    if (Work.isDone(step, execution, node, arguments, world)) {
      return;
    }
    String token = world.chance().id(10);
    ObjectNode shown = Documents.empty().put("CallbackToken", token);
    shown.put(
        "SqsQueueUrl",
        Expression.text(Expression.resolved(node.step().path("SqsQueueUrl"), scope)));
    shown.putArray(OUTPUTS);
    Resource said = Work.says(step, node.kind(), shown, world);
    Resource waiting = world.change(said, old -> old.withNote(ExecutionSteps.TOKEN, token));
    tell(waiting, execution, node, "Executing", world);
  }

  /** Sends a message to the queue of a step. */
  static void tell(
      Resource step, Resource execution, Definition.Node node, String status, World world) {
    JsonNode shown = step.attributes().path("Metadata").path("Callback");
    ObjectNode message = Documents.empty();
    message.put("token", shown.path("CallbackToken").asText());
    message.put("pipelineExecutionArn", execution.arn());
    message.set("arguments", Work.resolved(node, new RunScope(execution, world)));
    message.put("status", status);
    world.publish(step, shown.path("SqsQueueUrl").asText(), message);
  }

  static void declare(Family family) {
    family
        .operation("SendPipelineExecutionStepSuccess", new Send(true))
        .operation("SendPipelineExecutionStepFailure", new Send(false));
  }

  /** Ends a step as whoever got the message says. */
  private record Send(boolean success) implements Handler {

    @Override
    public ObjectNode answer(Call call) {
      Resource step = step(call);
      World world = call.world();
      Resource execution = ExecutionSteps.execution(step, world);
      if (success) {
        succeed(call, step, Executions.node(execution, step.name()).step().path(OUTPUTS));
      } else if (step.is("Stopping")) {
        world.trigger(step, ExecutionSteps.END, "");
      } else {
        String reason = call.text("FailureReason").orElse("");
        world.trigger(step, FAIL, reason);
      }
      return Documents.empty().put("PipelineExecutionArn", execution.arn());
    }

    private static Resource step(Call call) {
      String token = call.text("CallbackToken").orElse("");
      for (Resource step : call.world().registry().all(ExecutionSteps.TYPE)) {
        if (step.notes().path(ExecutionSteps.TOKEN).asText().equals(token)) {
          if (step.isUnfinished()) {
            return step;
          }
          throw new ServiceError(
              CONFLICT, "The step of callback token '" + token + "' has already ended.");
        }
      }
      throw new ServiceError(NOT_FOUND, "Callback token '" + token + "' does not exist.");
    }

    private static void succeed(Call call, Resource step, JsonNode declared) {
      Set<String> left = new LinkedHashSet<>();
      declared.forEach(one -> left.add(one.path("OutputName").asText()));
      ArrayNode given = Documents.empty().putArray(OUTPUTS);
      for (JsonNode output : call.input().path(OUTPUTS)) {
        String name = output.path("Name").asText();
        if (!left.remove(name)) {
          throw new ServiceError(
              VALIDATION,
              "Output parameter '" + name + "' is not declared by step '" + step.name() + "'.");
        }
        given.add(output);
      }
      World world = call.world();
      ObjectNode shown =
          Documents.empty()
              .setAll((ObjectNode) step.attributes().path("Metadata").path("Callback"));
      shown.set(OUTPUTS, given);
      Resource said = Work.says(step, StepKind.CALLBACK, shown, world);
      if (step.is("Stopping")) {
        world.trigger(said, ExecutionSteps.END, "");
      } else if (!left.isEmpty()) {
        Work.broken(said, "Missing output parameters " + left + ".", world);
      } else {
        world.trigger(said, ExecutionSteps.SUCCEED, "");
      }
    }

    @Override
    public String kind() {
      return success ? "succeed" : "fail";
    }
  }
}
