package dev.mlsim.services.sagemakera2iruntime.loops;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import java.util.Optional;

/** What a human loop has to keep to. */
final class Rules {
  /** The control plane's. */
  static final TypeRef FLOW = TypeRef.to("flow-definition", Loops.NOT_FOUND);

  static final Precondition[] OF_START = {
    Precondition.unless(
        call -> call.text("HumanLoopInput.InputContent").flatMap(Documents::parsed).isPresent(),
        "the input is JSON",
        Loops.VALIDATION,
        "InputContent must be a valid JSON object."),
    Precondition.of("the flow definition is Active", Loops.VALIDATION, Rules::inactive)
  };

  static final Precondition LISTED =
      Precondition.of(
          "the flow definition exists",
          Loops.NOT_FOUND,
          call ->
              call.text("FlowDefinitionArn")
                  .filter(arn -> call.world().registry().byArn(FLOW, arn).isEmpty())
                  .map(arn -> "The flow definition " + arn + " does not exist."));

  private Rules() {}

  private static Optional<String> inactive(Call call) {
    String arn = call.text("FlowDefinitionArn").orElseThrow();
    Optional<Resource> flow = call.world().registry().byArn(FLOW, arn);
    if (flow.isEmpty()) {
      return Optional.of("The flow definition " + arn + " does not exist.");
    }
    return flow.filter(f -> !f.is("Active"))
        .map(f -> "The flow definition " + arn + " is in status " + f.state().status() + ".");
  }
}
