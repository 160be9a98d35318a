package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Answers that take long, on virtual time. */
class LatencyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final Instant start = sim.clock().now();

  @Test
  void latency_moves_the_clock() {
    sim.faults().on("ListTrainingJobs").delay(Duration.ofSeconds(7));

    clients.create(SageMakerClient.class).listTrainingJobs();
    clients.create(SageMakerAsyncClient.class).listTrainingJobs().join();

    assertThat(passed()).isEqualTo(Duration.ofSeconds(14));
    assertThat(sim.journal().calls().get(0).fault()).isEqualTo("delay by PT7S ListTrainingJobs");
  }

  @Test
  void latency_between_two_bounds_comes_from_the_seed() {
    sim.faults().on("ListTrainingJobs").delay(SECOND, Duration.ofSeconds(9));

    clients.create(SageMakerClient.class).listTrainingJobs();

    assertThat(passed()).isBetween(SECOND, Duration.ofSeconds(9));
  }

  @Test
  void a_delayed_call_can_fail_by_another_rule() {
    sim.faults().on("ListTrainingJobs").once().fail("ValidationException");
    sim.faults().on("*").delay(SECOND);

    assertThatThrownBy(clients.create(SageMakerClient.class)::listTrainingJobs)
        .hasMessageContaining("ValidationException");

    assertThat(passed()).isEqualTo(SECOND);
  }

  @Test
  void an_attempt_that_takes_too_long_is_timed_out_and_retried() {
    sim.faults().on("ListTrainingJobs").once().delay(Duration.ofSeconds(9));

    sync(c -> c.apiCallAttemptTimeout(Duration.ofSeconds(5))).listTrainingJobs();

    assertThat(sim.journal().calls("ListTrainingJobs")).hasSize(2);
    assertThat(passed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void attempts_that_all_take_too_long_are_the_sdks_own_exception() {
    sim.faults().on("ListTrainingJobs").delay(Duration.ofSeconds(9));

    assertThatThrownBy(
            () -> sync(c -> c.apiCallAttemptTimeout(Duration.ofSeconds(5))).listTrainingJobs())
        .isInstanceOf(ApiCallAttemptTimeoutException.class);

    assertThat(sim.journal().calls("ListTrainingJobs")).hasSize(4);
    assertThat(passed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(23));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_call_that_takes_too_long_is_the_sdks_own_exception() {
    sim.faults().on("ListTrainingJobs").delay(Duration.ofSeconds(9));

    assertThatThrownBy(() -> sync(c -> c.apiCallTimeout(Duration.ofSeconds(5))).listTrainingJobs())
        .isInstanceOf(ApiCallTimeoutException.class);

    assertThat(passed()).isEqualTo(Duration.ofSeconds(5));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void an_async_attempt_that_takes_too_long_is_timed_out_and_retried() {
    sim.faults().on("ListTrainingJobs").once().delay(Duration.ofSeconds(9));

    assertThat(async(c -> c.apiCallAttemptTimeout(Duration.ofSeconds(5))).listTrainingJobs())
        .isCompleted();

    assertThat(sim.journal().calls("ListTrainingJobs")).hasSize(2);
    assertThat(passed()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
  }

  @Test
  void async_attempts_that_all_take_too_long_are_the_sdks_own_exception() {
    sim.faults().on("ListTrainingJobs").delay(Duration.ofSeconds(9));

    assertThat(async(c -> c.apiCallAttemptTimeout(Duration.ofSeconds(5))).listTrainingJobs())
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(ApiCallAttemptTimeoutException.class);

    assertThat(sim.journal().calls("ListTrainingJobs")).hasSize(4);
  }

  @Test
  void an_async_call_that_takes_too_long_is_the_sdks_own_exception() {
    sim.faults().on("ListTrainingJobs").delay(Duration.ofSeconds(9));

    assertThat(async(c -> c.apiCallTimeout(Duration.ofSeconds(5))).listTrainingJobs())
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(ApiCallTimeoutException.class);

    assertThat(passed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void an_answer_after_half_a_minute_is_a_read_time_out_of_the_http_client() {
    sim.faults().on("ListTrainingJobs").delay(Duration.ofMinutes(5));

    assertThatThrownBy(clients.create(SageMakerClient.class)::listTrainingJobs)
        .isInstanceOf(SdkClientException.class)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);

    assertThat(passed()).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(123));
  }

  @Test
  void what_was_asked_for_is_done_even_if_nobody_waits_for_the_answer() {
    sim.faults().on("CreateTrainingJob").delay(Duration.ofSeconds(9));

    assertThatThrownBy(
            () ->
                sync(c -> c.apiCallTimeout(Duration.ofSeconds(5)))
                    .createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(ApiCallTimeoutException.class);

    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  private Duration passed() {
    return Duration.between(start, sim.clock().now());
  }

  private SageMakerClient sync(Consumer<ClientOverrideConfiguration.Builder> override) {
    return clients.configure(SageMakerClient.builder().overrideConfiguration(override)).build();
  }

  private SageMakerAsyncClient async(Consumer<ClientOverrideConfiguration.Builder> override) {
    return clients
        .configure(SageMakerAsyncClient.builder().overrideConfiguration(override))
        .build();
  }
}
