package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A connection that broke before a whole response had come.
 *
 * @param kind how it broke
 * @param detail one sentence for the exception that the carrier throws
 * @param latency how long it takes until the caller knows, in virtual time
 */
public record ConnectionFailure(Kind kind, String detail, Duration latency) implements WireReply {

  /** How a connection breaks. */
  public enum Kind {
    /** The peer reset the connection after the request was sent. */
    RESET,
    /** No connection could be made in time. */
    CONNECT_TIMEOUT,
    /** The connection stood, but no response came in time. */
    READ_TIMEOUT
  }

  /** Checks that nothing is missing. */
  public ConnectionFailure {
    requireNonNull(kind, "kind");
    requireNonNull(detail, "detail");
    requireNonNull(latency, "latency");
  }

  /** One that the caller knows at once. */
  public ConnectionFailure(Kind kind, String detail) {
    this(kind, detail, Duration.ZERO);
  }

  @Override
  public ConnectionFailure late(Duration newLatency) {
    return new ConnectionFailure(kind, detail, newLatency);
  }
}
