package dev.mlsim.sdk;

import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import java.time.Duration;

/** The one way into a simulated world, as the HTTP clients see it. */
@FunctionalInterface
interface Doorway {

  /** Answers at once, on the calling thread. */
  WireReply exchange(WireRequest request);

  /** Lets the time pass until the next part of a body comes. */
  default void pause(Duration time) {}
}
