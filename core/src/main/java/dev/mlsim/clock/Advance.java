package dev.mlsim.clock;

import java.time.Instant;
import java.util.List;

/**
 * What happened while time moved.
 *
 * @param from the time before
 * @param to the time after; equal to {@code from} if time stood still
 * @param fired the timers that fired meanwhile, in order; immutable, compact also for millions
 */
public record Advance(Instant from, Instant to, List<Fired> fired) {

  /** Copies the list, unless it is the clock's own immutable one. */
  public Advance {
    fired = fired instanceof FiredList ? fired : List.copyOf(fired);
  }
}
