package dev.mlsim.clock;

import java.time.Instant;

/**
 * A movement of time that has ended.
 *
 * @param from the time before
 * @param to the time after, later than {@code from}
 * @param cause who moved it and how far, for example {@code advance(PT3H)}
 */
public record TimeMoved(Instant from, Instant to, String cause) {}
