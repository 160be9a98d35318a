package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

/**
 * A violation of the constraints of a monitoring schedule, as {@code constraint_violations.json}
 * has it (developer guide, "Schema for Violations").
 *
 * @param feature the feature or metric that violates its constraint
 * @param check which check it fails, such as {@code baseline_drift_check}
 * @param description what is wrong, in words
 */
public record MonitoringViolation(String feature, String check, String description) {

  /** Checks that nothing is missing. */
  public MonitoringViolation {
    requireNonNull(feature, "feature");
    requireNonNull(check, "check");
    requireNonNull(description, "description");
  }

  /** The distribution of a feature is too far from that of the baseline. */
  public static MonitoringViolation drift(String feature) {
    return new MonitoringViolation(
        feature,
        "baseline_drift_check",
        "Baseline drift distance exceeds the threshold of the constraints of " + feature + ".");
  }
}
