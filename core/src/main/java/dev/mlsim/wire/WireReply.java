package dev.mlsim.wire;

import java.time.Duration;

/** What comes back for a {@link WireRequest}: a response, or a connection that broke. */
public sealed interface WireReply permits WireResponse, ConnectionFailure {

  /**
   * How long it takes to arrive, in virtual time. Whoever carries it lets that time pass before he
   * hands it on; zero unless a fault rule says otherwise.
   */
  Duration latency();

  /** The same reply, taking so long to arrive. */
  WireReply late(Duration latency);
}
