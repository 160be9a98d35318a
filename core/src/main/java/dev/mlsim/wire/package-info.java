/**
 * What crosses the simulator's doorway: one request in, one reply out, as HTTP would carry them.
 */
@NullMarked
package dev.mlsim.wire;

import org.jspecify.annotations.NullMarked;
