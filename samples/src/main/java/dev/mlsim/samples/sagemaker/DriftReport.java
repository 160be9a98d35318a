package dev.mlsim.samples.sagemaker;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ExecutionStatus;
import software.amazon.awssdk.services.sagemaker.model.MonitoringExecutionSummary;

/** Production code: which hours of a monitored model drifted, and how sure we are of the others. */
public final class DriftReport {
  private final SageMakerClient sageMaker;

  /** A report from what SageMaker knows. */
  public DriftReport(SageMakerClient sageMaker) {
    this.sageMaker = sageMaker;
  }

  /** The hours in which a schedule found violations, the first one first. */
  public List<Instant> drifted(String schedule) {
    return scheduled(schedule, ExecutionStatus.COMPLETED_WITH_VIOLATIONS);
  }

  /** The hours of which nothing is known, since the run failed. */
  public List<Instant> unknown(String schedule) {
    return scheduled(schedule, ExecutionStatus.FAILED);
  }

  private List<Instant> scheduled(String schedule, ExecutionStatus status) {
    return sageMaker
        .listMonitoringExecutionsPaginator(
            r ->
                r.monitoringScheduleName(schedule)
                    .statusEquals(status)
                    .sortBy("ScheduledTime")
                    .sortOrder("Ascending"))
        .monitoringExecutionSummaries()
        .stream()
        .map(MonitoringExecutionSummary::scheduledTime)
        .toList();
  }
}
