package dev.mlsim.services.personalize.events;

import dev.mlsim.service.Family;

/** Event trackers and metric attributions. */
public final class Events {
  private Events() {}

  /** Declares the family. */
  public static void declare(Family family) {
    EventTrackers.declare(family);
    MetricAttributions.declare(family);
    family
        .judged(
            "attribution-update-status",
            "UpdateMetricAttribution",
            "goes through UPDATE PENDING and UPDATE IN_PROGRESS")
        .judged(
            "failed-attribution-update",
            "UpdateMetricAttribution",
            "a failed update leaves the metric attribution ACTIVE as it was");
  }
}
