package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.LambdaCall;
import dev.mlsim.services.sagemaker.PipelineSteps;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lambda steps: what their functions answer is the test's to say. */
final class Functions {
  private static final String OUTPUTS = "OutputParameters";

  private Functions() {}

  static void begin(Resource step, Resource execution, Definition.Node node, World world) {
    RunScope scope = new RunScope(execution, world);
    ObjectNode event = Work.resolved(node, scope);
    if (Work.isDone(step, execution, node, event, world)) {
      return;
    }
    String arn = Expression.text(Expression.resolved(node.step().path("FunctionArn"), scope));
    ObjectNode shown = Documents.empty().put("Arn", arn);
    shown.putArray(OUTPUTS);
    Resource calling = Work.says(step, node.kind(), shown, world);
    JsonNode declared = node.step().path(OUTPUTS);
    Optional<PipelineSteps> said = world.told(PipelineSteps.class);
    Optional<Function<? super LambdaCall, ? extends @Nullable Map<String, ?>>> function =
        said.flatMap(word -> word.function(arn));
    if (function.isPresent()) {
      LambdaCall call = new LambdaCall(step.name(), arn, event);
      world.<Map<String, String>>soon(
          "lambda(function)",
          () -> outputs(declared, function.get().apply(call)),
          answer -> answered(calling, declared, answer, world));
    } else if (!declared.isEmpty()) {
      world.trigger(
          calling,
          FAIL,
          "mlsim: nobody says what "
              + arn
              + " answers; say"
              + " sim.setup(PipelineSteps.class).lambda(\""
              + arn
              + "\", call -> Map.of(...))");
    } else if (said.isPresent()) {
      world.trigger(calling, ExecutionSteps.FINISH, "");
    }
  }

  /** What a function gave of what is declared: texts, for the rest of it may be anything. */
  private static @Nullable Map<String, String> outputs(
      JsonNode declared, @Nullable Map<String, ?> given) {
    if (given == null) {
      return null;
    }
    Map<String, String> outputs = new HashMap<>();
    for (JsonNode one : declared) {
      String name = one.path("OutputName").asText();
      @Nullable Object value = given.get(name);
      if (value != null) {
        outputs.put(name, String.valueOf(value));
      }
    }
    return outputs;
  }

  /** The function has answered; without an answer, it failed. */
  private static void answered(
      Resource calling, JsonNode declared, Optional<Map<String, String>> answer, World world) {
    Optional<Resource> there =
        world
            .registry()
            .byKey(ExecutionSteps.TYPE, calling.key())
            .filter(step -> step.lastTransition().equals(calling.lastTransition()));
    if (there.isEmpty()) {
      return; // the simulator was reset, or the step is over
    }
    Resource step = there.get();
    String arn = step.attributes().path("Metadata").path("Lambda").path("Arn").asText();
    if (answer.isEmpty()) {
      Work.broken(step, "The Lambda function " + arn + " failed.", world);
      return;
    }
    ObjectNode shown = Documents.empty().put("Arn", arn);
    ArrayNode outputs = shown.putArray(OUTPUTS);
    for (JsonNode one : declared) {
      String name = one.path("OutputName").asText();
      @Nullable String value = answer.get().get(name);
      if (value == null) {
        Work.broken(
            step,
            "The output parameter '" + name + "' is not in the response of " + arn + ".",
            world);
        return;
      }
      outputs.addObject().put("Name", name).put("Value", value);
    }
    Resource said = Work.says(step, StepKind.LAMBDA, shown, world);
    world.trigger(said, ExecutionSteps.FINISH, "");
  }
}
