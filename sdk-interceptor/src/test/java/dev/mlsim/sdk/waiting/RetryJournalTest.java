package dev.mlsim.sdk.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class RetryJournalTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);

  @Test
  void a_retry_stands_in_the_journal_with_its_number_and_its_delay() {
    sim.faults().on("ListTrainingJobs").first(2).throttle();
    Instant start = sim.clock().now();
    SageMakerClient sageMaker =
        clients
            .configure(
                SageMakerClient.builder()
                    .overrideConfiguration(
                        c ->
                            c.retryStrategy(
                                DefaultRetryStrategy.standardStrategyBuilder()
                                    .maxAttempts(5)
                                    .throttlingBackoffStrategy(
                                        BackoffStrategy.fixedDelayWithoutJitter(
                                            Duration.ofSeconds(7)))
                                    .build())))
            .build();

    sageMaker.listTrainingJobs();

    Duration seven = Duration.ofSeconds(7);
    assertThat(sim.journal().retries("ListTrainingJobs"))
        .containsExactly(
            new JournalEntry.Retried(
                start.plusSeconds(7), "sagemaker", "ListTrainingJobs", 2, 5, seven),
            new JournalEntry.Retried(
                start.plusSeconds(14), "sagemaker", "ListTrainingJobs", 3, 5, seven));
    assertThat(sim.journal().text())
        .contains("retry of sagemaker:ListTrainingJobs, attempt 3 of 5, after PT7S");
  }

  @Test
  void every_attempt_until_the_client_gives_up_is_there() {
    sim.faults().on("ListTrainingJobs").throttle();
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);

    assertThatThrownBy(sageMaker::listTrainingJobs).isInstanceOf(SageMakerException.class);

    assertThat(sim.journal().retries())
        .extracting(JournalEntry.Retried::attempt)
        .containsExactly(2, 3, 4);
    assertThat(sim.journal().retries()).allSatisfy(retry -> assertThat(retry.delay()).isPositive());
  }

  @Test
  void async_retries_are_there_too() {
    sim.faults().on("ListTrainingJobs").first(1).throttle();
    SageMakerAsyncClient sageMaker =
        clients
            .configure(
                SageMakerAsyncClient.builder()
                    .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD)))
            .build();

    assertThat(sageMaker.listTrainingJobs()).isCompleted();

    List<JournalEntry.Retried> retries = sim.journal().retries("ListTrainingJobs");
    assertThat(retries).hasSize(1);
    assertThat(retries.get(0).attempts()).isEqualTo(3);
    assertThat(retries.get(0).delay()).isPositive();
  }

  @Test
  void calls_that_succeed_at_once_leave_no_retry() {
    clients.create(SageMakerClient.class).listTrainingJobs();

    assertThat(sim.journal().retries()).isEmpty();
  }
}
