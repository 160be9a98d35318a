package dev.mlsim.engine;

import dev.mlsim.clock.Timer;
import dev.mlsim.lifecycle.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a resource is on its plan.
 *
 * @param plan what lies ahead, the current step first
 * @param timer what will end the current step, null at rest
 * @param ends when the current step ends, null at rest
 */
record Course(@Nullable Plan plan, @Nullable Timer timer, @Nullable Instant ends) {
  static final Course NONE = new Course(null, null, null);
}
