package dev.mlsim.sdk;

import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;

/** The one way into a simulated world, as the HTTP clients see it. */
@FunctionalInterface
interface Doorway {

  /** Answers at once, on the calling thread. */
  WireReply exchange(WireRequest request);
}
