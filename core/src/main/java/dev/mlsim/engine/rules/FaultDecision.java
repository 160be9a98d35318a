package dev.mlsim.engine.rules;

import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Suffered;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the fault rules make of one call.
 *
 * @param fault how it goes wrong, if it does
 * @param latency how much longer its answer takes, in virtual time
 * @param says what was done and by which rules, empty if nothing was
 * @param suffered the same as data
 */
public record FaultDecision(
    Optional<Fault> fault, Duration latency, String says, List<Suffered> suffered) {
  /** Leaves the call alone. */
  public static final FaultDecision NOTHING =
      new FaultDecision(Optional.empty(), Duration.ZERO, "", List.of());

  /** Whether it leaves the call alone. */
  public boolean isNothing() {
    return says.isEmpty();
  }

  static FaultDecision of(
      Optional<Fault> fault, Duration latency, List<String> says, List<Suffered> suffered) {
    return says.isEmpty()
        ? NOTHING
        : new FaultDecision(fault, latency, String.join("; ", says), List.copyOf(suffered));
  }
}
