package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.util.List;

/**
 * InvokeEndpointWithResponseStream, as the API reference has it: the answer comes in parts, and
 * what fails once it has begun comes as the last of them. The words of a time-out are those of
 * aws/sagemaker-python-sdk#1119.
 */
final class StreamInvocation implements OfEndpoint {
  private static final Duration LONGEST = Duration.ofMinutes(8);

  @Override
  public ObjectNode answer(Call call) {
    Invoked invoked =
        Invoked.by(call, inference -> inference, Integer.MAX_VALUE, StreamInvocation::worked);
    return invoked.answer(call.world(), (asked, world) -> streamed(asked));
  }

  private static Duration worked(Inference inference) {
    Duration all = inference.whole().takes();
    return all.compareTo(LONGEST) > 0 ? LONGEST : all;
  }

  private static ObjectNode streamed(Invoked invoked) {
    Inference inference = invoked.inference();
    ObjectNode output = Documents.empty();
    output.put("ContentType", inference.contentType());
    output.put("InvokedProductionVariant", invoked.invocation().variant());
    inference.customAttributes().ifPresent(text -> output.put("CustomAttributes", text));
    ArrayNode events = output.putArray("Body");
    List<Chunk> chunks =
        inference.chunks().isEmpty() ? List.of(Chunk.of(inference.body())) : inference.chunks();
    Duration taken = inference.takes();
    for (Chunk chunk : chunks) {
      Duration left = LONGEST.minus(taken);
      taken = taken.plus(chunk.after());
      if (taken.compareTo(LONGEST) > 0) {
        events.add(event(Chunk.failing(Chunk.Failure.TIME_EXCEEDED).after(left)));
        return output;
      }
      events.add(event(chunk));
      if (chunk.failure().isPresent()) {
        return output;
      }
    }
    return output;
  }

  private static ObjectNode event(Chunk chunk) {
    ObjectNode event = Documents.empty();
    if (!chunk.after().isZero()) {
      event.put("afterMillis", chunk.after().toMillis());
    }
    if (chunk.failure().isEmpty()) {
      event.putObject("PayloadPart").set("Bytes", BinaryNode.valueOf(chunk.bytes()));
      return event;
    }
    switch (chunk.failure().get()) {
      case TIME_EXCEEDED ->
          event
              .putObject("ModelStreamError")
              .put(
                  "Message",
                  "Your model primary did not complete sending the inference response in the"
                      + " allotted time.")
              .put("ErrorCode", "ModelInvocationTimeExceeded");
      case BROKEN ->
          event
              .putObject("ModelStreamError")
              .put("Message", "Your model primary broke off the inference response.")
              .put("ErrorCode", "StreamBroken");
      case INTERNAL ->
          event
              .putObject("InternalStreamFailure")
              .put("Message", "The stream processing failed because of an unknown error.");
    }
    return event;
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(Refusals.SERVES, Refusals.NAMED);
  }
}
