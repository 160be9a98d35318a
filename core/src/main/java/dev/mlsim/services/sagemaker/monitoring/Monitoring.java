package dev.mlsim.services.sagemaker.monitoring;

import dev.mlsim.service.Family;

/** Model monitoring. */
public final class Monitoring {
  private Monitoring() {}

  /** Declares the family. */
  public static void declare(Family family) {
    JobDefinitions.declare(family);
    MonitoringSchedules.declare(family);
    Timers.declare(family);
    Executions.declare(family);
    Alerts.declare(family);
    family
        .judged(
            "monitoring-schedule-times",
            "monitoring-schedule",
            "A new schedule is Pending for 4 minutes, as was seen; one that is updated, started,"
                + " stopped or deleted for 1. A schedule that was stopped is so after an update.")
        .judged(
            "monitoring-schedule-words",
            "CreateMonitoringSchedule.ValidationException",
            "The words of duplicate, of an expression of another form, of times for NOW, of a"
                + " definition that is missing, of two or none, and of MaxRuntimeInSeconds; of a"
                + " schedule that is Pending, what comes behind its status.")
        .judged(
            "monitoring-schedule-quota",
            "CreateMonitoringSchedule.ResourceLimitExceeded",
            "An account has 100 schedules in a region.")
        .judged(
            "monitoring-schedule-states",
            "StartMonitoringSchedule",
            "Start of a schedule that is Scheduled, and Stop of one that is Stopped, change"
                + " nothing; one of NOW is Scheduled after its run, which Stop doesn't stop.")
        .judged(
            "monitoring-schedule-hours",
            "monitoring-schedule.MonitoringScheduleConfig",
            "Every 5 hours from 17 o'clock is 17, 22, 3, 8 and 13 o'clock: counted anew each day."
                + " A schedule without an expression runs daily, at an hour from the seed. A run"
                + " looks at the time since the one before; NOW without times at the last hour.")
        .judged(
            "monitoring-jitter",
            "ListMonitoringExecutions.CreationTimeAfter",
            "How much later than its hour a run begins is from the seed, below 20 minutes, each"
                + " time anew.")
        .judged(
            "monitoring-jobs",
            "monitoring-execution",
            "The names of jobs, of their inputs and outputs, and the phase of a minute before the"
                + " job starts; the ground truth is merged by a job of its own, whose failure is"
                + " that of the run, and which the summary doesn't show.")
        .judged(
            "monitoring-deleted-endpoint",
            "monitoring-schedule.EndpointName",
            "An endpoint can be deleted while a schedule monitors it, whose runs then have no"
                + " data.")
        .judged(
            "monitoring-overlap",
            "monitoring-execution",
            "A run that is due while the one before is under way is skipped, which the journal"
                + " says.")
        .judged(
            "monitoring-batch-data",
            "monitoring-execution",
            "What transform jobs captured counts by the hour in its key, as that of endpoints.")
        .judged(
            "monitoring-alerts",
            "UpdateMonitoringAlert",
            "A schedule has one alert, called after it, of 1 of 1 runs, with the dashboard's"
                + " indicator on; a run that is stopped doesn't count; its history begins with the"
                + " first change, and is kept after the schedule is gone.")
        .judged(
            "monitoring-alert-words",
            "UpdateMonitoringAlert.ValidationException",
            "The words of more DatapointsToAlert than EvaluationPeriod, and of an alert that is"
                + " missing.")
        .differs(
            "monitoring-findings",
            "monitoring-execution",
            "No data are looked into: a run finds what the test says, and else nothing."
                + " statistics.json counts the records and has no features, and no"
                + " constraints.json is written.");
  }
}
