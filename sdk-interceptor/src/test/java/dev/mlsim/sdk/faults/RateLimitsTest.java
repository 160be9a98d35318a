package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class RateLimitsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker =
      clients
          .configure(
              SageMakerClient.builder()
                  .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())))
          .build();

  @Test
  void nothing_is_limited_by_default() {
    assertThat(accepted(100)).isEqualTo(100);
  }

  @Test
  void a_burst_is_throttled_and_time_refills_the_bucket() {
    sim.faults().on("ListTrainingJobs").limitedTo(2, 5);

    assertThat(accepted(10)).isEqualTo(5);
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(accepted(10)).isEqualTo(2);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(accepted(10)).isEqualTo(5);
  }

  @Test
  void each_operation_has_a_bucket_of_its_own() {
    sim.faults().on("*").limitedTo(1);

    assertThat(accepted(3)).isEqualTo(1);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-2")))
        .hasMessageContaining("Rate exceeded");
  }

  @Test
  void the_usual_rates_let_one_training_job_a_second_be_created() {
    sim.faults().usualRates();
    Instant start = sim.clock().now();
    SageMakerClient patient = clients.create(SageMakerClient.class);

    for (int i = 0; i < 5; i++) {
      patient.createTrainingJob(Jobs.job("churn-" + i));
    }

    assertThat(Duration.between(start, sim.clock().now())).isGreaterThan(Duration.ofSeconds(4));
    assertThat(accepted(10)).isEqualTo(5);
  }

  @Test
  void limits_of_nothing_are_refused() {
    assertThatThrownBy(() -> sim.faults().on("*").limitedTo(0))
        .hasMessageStartingWith("mlsim: a rate limit of [0.0] a second");
  }

  private int accepted(int calls) {
    int accepted = 0;
    for (int i = 0; i < calls; i++) {
      try {
        sageMaker.listTrainingJobs();
        accepted++;
      } catch (SageMakerException e) {
        assertThat(e.isThrottlingException()).isTrue();
      }
    }
    return accepted;
  }
}
