package dev.mlsim.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * @param step the state, how long, and the service's words
 * @param trigger what led into this step, for the journal
 * @param reason why the resource fails there, empty where it doesn't
 */
public record PlannedStep(Step step, String trigger, String reason) {

  /** Checks that nothing is missing. */
  public PlannedStep {
    requireNonNull(step, "step");
    requireNonNull(trigger, "trigger");
    requireNonNull(reason, "reason");
  }

  /** The same with another stay. */
  public PlannedStep staying(Optional<Duration> stay) {
    return new PlannedStep(step.staying(stay), trigger, reason);
  }
}
