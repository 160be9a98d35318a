/**
 * Lets everything go wrong, one thing after the other, and finds what the code under test makes of
 * it. {@link dev.mlsim.sweep.Sweep} is where to begin; with JUnit there is {@code @FaultSweep}.
 */
@NullMarked
package dev.mlsim.sweep;

import org.jspecify.annotations.NullMarked;
