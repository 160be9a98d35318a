/**
 * Virtual time: a clock that moves only when told to, the timers it fires on its way, and the views
 * (sleeper, {@link java.time.Clock}, scheduled executor) by which others share the same time.
 *
 * <p>Nothing here reads the wall clock, starts a thread or keeps static state.
 */
@NullMarked
package dev.mlsim.clock;

import org.jspecify.annotations.NullMarked;
