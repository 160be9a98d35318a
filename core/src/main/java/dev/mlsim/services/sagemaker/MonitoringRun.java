package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One run of a monitoring schedule as a function of the test sees it that says what it finds.
 *
 * @param schedule the schedule's name
 * @param type what it monitors, such as {@code DataQuality}
 * @param endpoint the name of the endpoint, empty where batch transform jobs are monitored
 * @param scheduledTime the full hour for which it is
 * @param dataFrom from when on the data is that it looks at
 * @param dataUntil until when, that instant left out
 */
public record MonitoringRun(
    String schedule,
    String type,
    String endpoint,
    Instant scheduledTime,
    Instant dataFrom,
    Instant dataUntil) {

  /** Checks that nothing is missing. */
  public MonitoringRun {
    requireNonNull(schedule, "schedule");
    requireNonNull(type, "type");
    requireNonNull(endpoint, "endpoint");
    requireNonNull(scheduledTime, "scheduledTime");
    requireNonNull(dataFrom, "dataFrom");
    requireNonNull(dataUntil, "dataUntil");
  }
}
