package dev.mlsim.sdk.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.waiters.AsyncWaiter;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

class WaitersTest {
  private final Simulator sim = Simulator.create();
  private final Instant start = sim.clock().now();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerAsyncClient async = clients.create(SageMakerAsyncClient.class);

  @Test
  void a_waiter_ends_when_the_job_does() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Instant end = sim.clock().pending().get(0).due();
    sim.script().resource("training-job").takes("Training", Duration.ofMinutes(130));

    DescribeTrainingJobResponse job = wait("churn-1").matched().response().orElseThrow();

    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.trainingEndTime()).isEqualTo(sim.clock().now()).isAfter(end);
    assertThat(took()).isBetween(Duration.ofMinutes(130), Duration.ofMinutes(150));
    assertThat(sim.journal().calls("DescribeTrainingJob")).hasSize(1);
  }

  @Test
  void an_async_waiter_ends_when_the_job_does() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    CompletableFuture<WaiterResponse<DescribeTrainingJobResponse>> waiting = waitAsync("churn-1");

    assertThat(waiting).isCompleted();
    DescribeTrainingJobResponse job = waiting.join().matched().response().orElseThrow();
    assertThat(job.trainingJobStatus()).isEqualTo(TrainingJobStatus.COMPLETED);
    assertThat(job.trainingEndTime()).isEqualTo(sim.clock().now());
    assertThat(sim.journal().calls("DescribeTrainingJob")).hasSize(1);
  }

  @Test
  void a_waiter_ends_at_once_on_a_job_that_has_ended() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofDays(1));

    wait("churn-1");

    assertThat(took()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void a_waiter_on_a_job_that_fails_throws_what_it_throws_on_aws() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: loss is NaN");

    assertThatThrownBy(() -> wait("churn-1"))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining(
            "A waiter acceptor with the matcher (path) was matched on parameter"
                + " (TrainingJobStatus=Failed) and transitioned the waiter to failure state");
  }

  @Test
  void a_waiter_on_a_job_that_is_not_there_throws_what_it_throws_on_aws() {
    assertThatThrownBy(() -> wait("no-such-job"))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("matched on error condition (ValidationException)");
    assertThat(took()).isZero();
  }

  @Test
  void a_waiter_on_a_stuck_job_fails_at_once_in_words() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.script().resource("training-job").stuckAt("Starting");

    assertThatThrownBy(() -> wait("churn-1"))
        .rootCause()
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(
            "mlsim: the waiter [TrainingJobCompletedOrStopped] would never end: training-job"
                + " [churn-1] is [InProgress/Starting] since 2026-01-01T00:")
        .hasMessageContaining(
            "and nothing is pending that would bring it on; a script holds it there; what is"
                + " possible is [");
    assertThat(sim.journal().calls("DescribeTrainingJob"))
        .extracting(JournalEntry.Called::error)
        .containsExactly("NeverEnds");
    assertThatThrownBy(() -> waitAsync("churn-1").join())
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(SageMakerException.class);
  }

  @Test
  void a_waiter_on_a_job_stuck_in_training_ends_when_its_max_runtime_is_over() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.script().resource("training-job").stuckAt("Training");

    WaiterResponse<DescribeTrainingJobResponse> ended = wait("churn-1");

    assertThat(ended.matched().response())
        .hasValueSatisfying(
            job -> {
              assertThat(job.trainingJobStatusAsString()).isEqualTo("Stopped");
              assertThat(job.secondaryStatusAsString()).isEqualTo("MaxRuntimeExceeded");
            });
    assertThat(took()).isBetween(Duration.ofDays(1), Duration.ofDays(1).plusMinutes(10));
    assertThat(sim.journal().text()).contains("with the SDK's defaults it gives up after PT5H58M");
  }

  @Test
  void a_throttled_poll_is_retried_and_the_waiter_still_ends_with_the_job() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.faults().on("DescribeTrainingJob").first(2).throttle();

    DescribeTrainingJobResponse job = wait("churn-1").matched().response().orElseThrow();

    assertThat(job.trainingEndTime()).isEqualTo(sim.clock().now());
    assertThat(sim.journal().calls("DescribeTrainingJob")).hasSize(3);
  }

  @Test
  void a_waiter_without_pauses_gives_up_where_a_rule_answers_its_polls() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.faults()
        .on("DescribeTrainingJob")
        .amend(output -> output.put("TrainingJobStatus", "InProgress"));

    try (SageMakerWaiter waiter =
        SageMakerWaiter.builder()
            .client(sageMaker)
            .overrideConfiguration(
                o -> o.maxAttempts(3).backoffStrategyV2(BackoffStrategy.retryImmediately()))
            .build()) {
      assertThatThrownBy(
              () ->
                  waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")))
          .isInstanceOf(SdkClientException.class)
          .hasMessageContaining("exceeded the max retry attempts: 3");
    }
    assertThat(sim.journal().calls("DescribeTrainingJob")).hasSize(3);
  }

  @Test
  void a_plain_describe_moves_nothing() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));

    assertThat(took()).isZero();
  }

  @Test
  void a_wait_that_would_be_too_long_on_aws_is_noted() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.script().resource("training-job").takes("Training", Duration.ofHours(7));

    wait("churn-1");

    assertThat(sim.journal().text())
        .contains(
            "mlsim: the waiter [TrainingJobCompletedOrStopped] waited PT7H",
            "with the SDK's defaults it gives up after PT5H58M (180 polls, PT2M apart)");
  }

  @Test
  void a_wait_of_exactly_that_length_is_not_noted() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.script().resource("training-job").takes("Training", Duration.ofHours(7));
    Snapshot begun = sim.snapshot();
    wait("churn-1");
    Instant end = sim.clock().now();
    sim.restore(begun);
    sim.clock().advanceTo(end.minus(Duration.ofMinutes(5 * 60 + 58)));

    wait("churn-1");

    assertThat(sim.clock().now()).isEqualTo(end);
    assertThat(sim.journal().text()).doesNotContain("gives up");
  }

  @Test
  void a_waiter_on_what_rests_ends_when_something_brings_it_on() {
    startNotebook();
    stopNotebookIn(Duration.ofMinutes(20));

    sageMaker.waiter().waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab"));

    assertThat(sim.resources().get("notebook-instance", "lab").status()).isEqualTo("Stopped");
    assertThat(sim.journal().text())
        .contains("the waiter [NotebookInstanceStopped] on notebook-instance [lab]");
  }

  @Test
  void a_waiter_on_what_rests_for_longer_than_it_waits_on_aws_fails_at_once_in_words() {
    startNotebook();
    stopNotebookIn(Duration.ofMinutes(40));

    assertThatThrownBy(
            () ->
                sageMaker
                    .waiter()
                    .waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab")))
        .rootCause()
        .hasMessageContaining(
            "mlsim: the waiter [NotebookInstanceStopped] would never end: notebook-instance [lab]"
                + " is [InService] since ")
        .hasMessageContaining(" and nothing is pending that would bring it on; what is possible");
  }

  private void startNotebook() {
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName("lab")
                .roleArn("arn:aws:iam::123456789012:role/Lab")
                .instanceType("ml.t3.medium"));
    sageMaker.waiter().waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab"));
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void stopNotebookIn(Duration delay) {
    sim.clock()
        .scheduledExecutorService()
        .schedule(
            () -> sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab")),
            delay.toSeconds(),
            TimeUnit.SECONDS);
  }

  @Test
  void a_waiter_that_users_build_ends_when_the_job_does() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Waiter<DescribeTrainingJobResponse> waiter =
        Waiter.builder(DescribeTrainingJobResponse.class)
            .addAcceptor(
                WaiterAcceptor.successOnResponseAcceptor(
                    job -> job.trainingJobStatus() == TrainingJobStatus.COMPLETED))
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(job -> true))
            .build();

    waiter.run(() -> sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")));

    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Completed");
  }

  @Test
  void what_follows_an_async_waiter_is_no_poll_of_its() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    AsyncWaiter<DescribeTrainingJobResponse> waiter =
        AsyncWaiter.builder(DescribeTrainingJobResponse.class)
            .scheduledExecutorService(sim.clock().scheduledExecutorService())
            .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(job -> true))
            .build();

    waiter
        .runAsync(() -> async.describeTrainingJob(r -> r.trainingJobName("churn-1")))
        .thenRun(
            () -> {
              sageMaker.createTrainingJob(Jobs.job("churn-2"));
              sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-2"));
            })
        .join();

    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Completed");
    assertThat(sim.resources().get("training-job", "churn-2").status()).isEqualTo("InProgress");
  }

  private Duration took() {
    return Duration.between(start, sim.clock().now());
  }

  private WaiterResponse<DescribeTrainingJobResponse> wait(String job) {
    try (var waiter = sageMaker.waiter()) {
      return waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(job));
    }
  }

  private CompletableFuture<WaiterResponse<DescribeTrainingJobResponse>> waitAsync(String job) {
    try (var waiter = async.waiter()) {
      return waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(job));
    }
  }
}
