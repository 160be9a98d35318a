package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

/**
 * A connection that broke before a whole response had come.
 *
 * @param kind how it broke
 * @param detail one sentence for the exception that the carrier throws
 */
public record ConnectionFailure(Kind kind, String detail) implements WireReply {

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
  }
}
