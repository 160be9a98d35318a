package dev.mlsim.services.sagemakerruntime;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.TimeBounds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A part of an answer that comes in parts, or the failure in which it ends. Where the cuts are is
 * the container's business: they need not fall on lines or tokens.
 *
 * @param bytes what comes; not a copy, not to be changed
 * @param after how long it comes after the part before it, in virtual time
 * @param failure why the stream ends here, if it does
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, not copied, and not compared
public record Chunk(byte[] bytes, Duration after, Optional<Failure> failure) {

  /** Why a stream ends before its end. */
  public enum Failure {
    /**
     * The model took too long: {@code ModelStreamError} with {@code ModelInvocationTimeExceeded}.
     */
    TIME_EXCEEDED,
    /** The model broke off: {@code ModelStreamError} with {@code StreamBroken}. */
    BROKEN,
    /** SageMaker failed: {@code InternalStreamFailure}. */
    INTERNAL
  }

  /** Checks that nothing is missing. */
  public Chunk {
    requireNonNull(bytes, "bytes");
    requireNonNull(after, "after");
    requireNonNull(failure, "failure");
    if (after.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: a part comes ["
              + after
              + "] after the one before; it can come at once, or later");
    }
    TimeBounds.check(after, "a part cannot come later than the one before by");
  }

  /** Bytes, at once. */
  public static Chunk of(byte[] bytes) {
    return new Chunk(bytes, Duration.ZERO, Optional.empty());
  }

  /** A text in UTF-8, at once. */
  public static Chunk of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The stream ends in a failure. */
  public static Chunk failing(Failure why) {
    return new Chunk(new byte[0], Duration.ZERO, Optional.of(why));
  }

  /** The same, so long after the part before. */
  public Chunk after(Duration time) {
    return new Chunk(bytes, time, failure);
  }

  @Override
  public String toString() {
    return failure.map(Failure::toString).orElse(bytes.length + " bytes") + " after " + after;
  }
}
