package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * InvokeEndpoint, as the API reference has it: a container has 60 seconds for its answer, which has
 * at most 6 MB.
 */
final class InvokeEndpoint implements OfEndpoint {
  static final String NEW_SESSION = "NEW_SESSION";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SESSION = Duration.ofMinutes(20);
  private static final int MOST_BYTES = 6_291_456;

  @Override
  public ObjectNode answer(Call call) {
    World world = call.world();
    Served served = Served.by(call);
    Refusals.checkKind(served, false);
    Refusals.checkTarget(served, call);
    Invocation invocation = served.invocation(call, Json.binary(call.input().path("Body")));
    Duration cold = Warmth.cold(served, invocation, world);
    Warmth.checkReady(served, invocation, cold, PATIENCE, world);
    Inference inference = inTime(asked(world, invocation, served).whole(), PATIENCE, MOST_BYTES);
    Warmth.keep(served, invocation, world, world.now().plus(cold));
    Warmth.unload(served, invocation, inference, world);
    served.charge(inference.takes(), world);
    world.answersAfter(cold.plus(inference.takes()));
    return switch (inference.outcome()) {
      case ANSWERED -> {
        DataCapture.of(served, invocation, inference, world);
        yield answered(invocation, inference, world);
      }
      case NOT_READY -> throw Refusals.notReady(invocation);
      case FAILED, TIMED_OUT, BROKEN_OFF ->
          throw Refusals.failed(invocation, inference, world.account());
    };
  }

  /** What the container does with the call. */
  static Inference asked(World world, Invocation call, Served served) {
    return world.outside(given(call), asking(world, call, served));
  }

  /** What the test has the container do, or else a score by chance, when it is asked. */
  static Supplier<? extends @Nullable Inference> asking(
      World world, Invocation call, Served served) {
    Optional<Function<? super Invocation, ? extends @Nullable Inference>> said =
        world.setup(EndpointModels.class).answering(call);
    return said.isEmpty()
        ? () -> DefaultAnswer.to(call, served)
        : () -> own(said.get().apply(withOwnBody(call)));
  }

  /** The call for a function of the test, which can't change what the caller sent. */
  private static Invocation withOwnBody(Invocation call) {
    return new Invocation(
        call.endpoint(),
        call.variant(),
        call.model(),
        call.body().clone(),
        call.contentType(),
        call.accept(),
        call.customAttributes(),
        call.targetModel(),
        call.targetContainer(),
        call.inferenceComponent(),
        call.sessionId(),
        call.inferenceId(),
        call.at());
  }

  /** What the function gave, which it can't change any more. */
  private static @Nullable Inference own(@Nullable Inference given) {
    if (given == null) {
      return null;
    }
    List<Chunk> chunks = new ArrayList<>(given.chunks().size());
    for (Chunk part : given.chunks()) {
      chunks.add(new Chunk(part.bytes().clone(), part.after(), part.failure()));
    }
    return new Inference(
        given.outcome(),
        given.status(),
        given.body().clone(),
        given.contentType(),
        given.customAttributes(),
        given.takes(),
        given.closesSession(),
        chunks);
  }

  static String given(Invocation call) {
    return "answers of endpoint " + call.endpoint();
  }

  /** What becomes of it in the time that SageMaker waits. */
  static Inference inTime(Inference inference, Duration patience, int mostBytes) {
    boolean late =
        inference.outcome() == Inference.Outcome.TIMED_OUT
            || inference.takes().compareTo(patience) > 0;
    if (late) {
      return Inference.timedOut().takes(patience);
    }
    return inference.body().length > mostBytes
        ? Inference.brokenOff().takes(inference.takes())
        : inference;
  }

  private static ObjectNode answered(Invocation call, Inference inference, World world) {
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
