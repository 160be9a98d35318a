package dev.mlsim.clock;

import java.time.Instant;

/**
 * Thrown by a movement of time in which a timer threw, after the movement has ended: every other
 * timer has run and the clock stands where it was told to go. The cause is what the timer threw;
 * further failures of the same movement are suppressed in it, in order.
 */
public final class TimerFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TimerFailedException(String what, Instant at, Throwable cause) {
    super("mlsim: [" + what + "] failed at " + at + ": " + cause, cause);
  }
}
