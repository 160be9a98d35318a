package dev.mlsim.clock;

import java.time.Instant;

/** Something scheduled on a {@link VirtualClock}; safe from any thread. */
public interface Timer {

  /** When it is to fire. */
  Instant due();

  /** What it was scheduled for, in the words of whoever scheduled it. */
  String what();

  /**
   * Takes it off the clock.
   *
   * @return false if it has already fired, is firing, or was cancelled before
   */
  boolean cancel();

  /** Whether it is still ahead: neither fired nor cancelled. */
  boolean isPending();
}
