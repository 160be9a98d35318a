package dev.mlsim.clock;

import java.time.Instant;

/**
 * A timer that fired.
 *
 * @param at the virtual time at which it fired; its due time, unless a sleeping task delayed it
 * @param what what it was scheduled for
 */
public record Fired(Instant at, String what) {}
