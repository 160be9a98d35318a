package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * InvokeEndpoint, as the API reference has it: a container has 60 seconds for its answer, which has
 * at most 6 MB.
 */
final class InvokeEndpoint implements OfEndpoint {
  static final String NEW_SESSION = "NEW_SESSION";

  private static final Duration SESSION = Duration.ofMinutes(20);
  private static final int MOST_BYTES = 6_291_456;

  @Override
  public ObjectNode answer(Call call) {
    Invoked invoked = Invoked.by(call, Inference::whole, MOST_BYTES, Inference::takes);
    return invoked.answer(call.world(), InvokeEndpoint::answered);
  }

  private static ObjectNode answered(Invoked invoked, World world) {
    Invocation call = invoked.invocation();
    Inference inference = invoked.inference();
    DataCapture.of(invoked.served(), call, inference, world);
    ObjectNode output = Documents.empty();
    output.set("Body", BinaryNode.valueOf(inference.body()));
    output.put("ContentType", inference.contentType());
    output.put("InvokedProductionVariant", call.variant());
    inference.customAttributes().ifPresent(text -> output.put("CustomAttributes", text));
    boolean asksForSession = call.sessionId().filter(NEW_SESSION::equals).isPresent();
    if (asksForSession) {
      output.put(
          "NewSessionId",
          world.chance().uuid()
              + "; Expires="
              + world.now().plus(SESSION).truncatedTo(ChronoUnit.SECONDS));
    } else if (inference.closesSession()) {
      call.sessionId().ifPresent(id -> output.put("ClosedSessionId", id));
    }
    return output;
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(Refusals.SERVES, Refusals.NAMED);
  }
}
