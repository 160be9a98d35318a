package dev.mlsim.clock;

import java.time.Duration;

/** A way to let time pass; on a {@link VirtualClock} it takes no time at all. */
@FunctionalInterface
public interface Sleeper {

  /** Lets the duration pass; zero and negative durations return at once. */
  void sleep(Duration duration);
}
