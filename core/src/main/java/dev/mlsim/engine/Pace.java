package dev.mlsim.engine;

import java.time.Duration;
import java.time.Instant;

/** What a poll does to time now; what the polling policy in force comes to at this moment. */
public sealed interface Pace {

  /** Polls move nothing. */
  record Still() implements Pace {}

  /**
   * A poll moves time until what it looks at is at rest.
   *
   * @param says the policy in words
   */
  record UntilRest(String says) implements Pace {}

  /**
   * A poll of what is unfinished moves time on by a step.
   *
   * @param step how far
   * @param says the policy in words
   */
  record Step(Duration step, String says) implements Pace {}

  /**
   * Every call moves time to where the wall has it.
   *
   * @param target where that is
   * @param says the policy in words
   */
  record To(Instant target, String says) implements Pace {}
}
