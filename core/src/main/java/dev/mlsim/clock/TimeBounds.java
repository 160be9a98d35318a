package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * How far virtual time reaches. Instants and durations could be far greater, but sums of them, in
 * milliseconds or in hours of many instances, could not.
 */
public final class TimeBounds {
  /** The earliest instant at which a clock starts. */
  public static final Instant FIRST = Instant.parse("-2000000-01-01T00:00:00Z");

  /** The last instant to which time moves. */
  public static final Instant LAST = Instant.parse("+2000000-01-01T00:00:00Z");

  /** The longest that anything takes: a million years. */
  public static final Duration LONGEST = Duration.ofDays(365_000_000);

  private TimeBounds() {}

  /**
   * Refuses a duration that is longer than anything takes.
   *
   * @param cannot what it is too long for, as in {@code reading cannot lag by}
   * @throws IllegalArgumentException if it is; the duration itself need not be positive
   */
  public static void check(Duration time, String cannot) {
    if (time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "mlsim: " + cannot + " [" + time + "]; a duration is at most a million years");
    }
  }
}
