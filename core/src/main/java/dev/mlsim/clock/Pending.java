package dev.mlsim.clock;

import java.time.Instant;

/**
 * A timer that is still ahead.
 *
 * @param due when it will fire
 * @param what what it was scheduled for
 */
public record Pending(Instant due, String what) {}
