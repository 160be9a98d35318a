package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Jobs.describe;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatus;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** RetryStrategy: jobs that fail by an internal error start again. */
class TrainingJobRetryTest {
  private static final String INTERNAL = "InternalServerError: We encountered an internal error.";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private DescribeTrainingJobResponse trained(int attempts) {
    sageMaker.createTrainingJob(
        job("churn-1", r -> r.retryStrategy(s -> s.maximumRetryAttempts(attempts))));
    sim.clock().runUntilIdle(Duration.ofDays(1));
    return describe(sageMaker, "churn-1");
  }

  private static long starts(DescribeTrainingJobResponse job) {
    return job.secondaryStatusTransitions().stream()
        .map(SecondaryStatusTransition::status)
        .filter(SecondaryStatus.STARTING::equals)
        .count();
  }

  @Test
  void a_job_that_fails_once_by_an_internal_error_is_completed_at_the_second_attempt() {
    sim.script()
        .resource("training-job")
        .where(job -> job.entered("Restarting").isEmpty())
        .failAt("Training", INTERNAL);

    DescribeTrainingJobResponse job = trained(2);

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.failureReason()).isNull();
    assertThat(starts(job)).isEqualTo(2);
    assertThat(job.secondaryStatusTransitions())
        .extracting(SecondaryStatusTransition::status)
        .contains(SecondaryStatus.RESTARTING);
  }

  @Test
  void a_job_that_always_fails_by_an_internal_error_fails_when_its_attempts_are_used_up() {
    sim.script().resource("training-job").failAt("Downloading", INTERNAL);

    DescribeTrainingJobResponse job = trained(2);

    assertThat(job.failureReason()).isEqualTo(INTERNAL);
    assertThat(starts(job)).isEqualTo(3);
  }

  @Test
  void a_job_that_fails_by_its_own_fault_is_not_tried_again() {
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: loss is NaN");

    assertThat(starts(trained(5))).isOne();
  }
}
