package dev.mlsim.services.sagemakerruntime.inference;

import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the container of a model is asked, and what it answers. */
final class Container {
  private Container() {}

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
}
