package dev.mlsim.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A part of a body that comes in parts.
 *
 * @param bytes the bytes; not a copy, not to be changed
 * @param after how long it comes after the part before it, in virtual time
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, not copied, and not compared
public record WirePart(byte[] bytes, Duration after) {
  /** Checks that nothing is missing. */
  public WirePart {
    requireNonNull(bytes, "bytes");
    requireNonNull(after, "after");
  }

  @Override
  public String toString() {
    return bytes.length + " bytes after " + after;
  }
}
