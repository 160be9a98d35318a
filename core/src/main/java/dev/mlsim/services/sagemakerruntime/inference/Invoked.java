package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.service.Call;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A call whose caller waits for the container's answer, however it is sent to him; the container
 * has 60 seconds to begin with it (API reference, InvokeEndpoint).
 *
 * @param served what serves it
 * @param invocation the call as the container gets it
 * @param inference what the container has made of it in that time
 */
record Invoked(Served served, Invocation invocation, Inference inference) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Asks the container, which may have to start for it.
   *
   * @param sent how its answer is sent
   * @param mostBytes how many it has at most
   * @param works for how long the container works on it, which is charged
   */
  static Invoked by(
      Call call,
      UnaryOperator<Inference> sent,
      int mostBytes,
      Function<Inference, Duration> works) {
    World world = call.world();
    Served served = Served.by(call);
    Refusals.checkKind(served, false);
    Refusals.checkTarget(served, call);
    Invocation invocation = served.invocation(call, Json.binary(call.input().path("Body")));
    Duration cold = Warmth.cold(served, invocation, world);
    Warmth.checkReady(served, invocation, cold, PATIENCE, world);
    Inference asked = sent.apply(Container.asked(world, invocation, served));
    Inference inference = Container.inTime(asked, PATIENCE, mostBytes);
    Warmth.keep(served, invocation, world, world.now().plus(cold));
    Warmth.unload(served, invocation, inference, world);
    served.charge(works.apply(inference), world);
    world.answersAfter(cold.plus(inference.takes()));
    return new Invoked(served, invocation, inference);
  }

  /**
   * The answer, as the operation shows it, or the error for what the container has failed to do.
   */
  ObjectNode answer(World world, BiFunction<Invoked, World, ObjectNode> shown) {
    return switch (inference.outcome()) {
      case ANSWERED -> shown.apply(this, world);
      case NOT_READY -> throw Refusals.notReady(invocation);
      case FAILED, TIMED_OUT, BROKEN_OFF ->
          throw Refusals.failed(invocation, inference, world.account());
    };
  }
}
