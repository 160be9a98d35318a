package dev.mlsim.samples.sagemaker;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

@MlSimulator
class CanaryReleaseTest {
  private final Simulator sim;
  private final SageMakerClient sageMaker;
  private final CanaryRelease release;
  private final ChurnScores scores;

  CanaryReleaseTest(Simulator sim, SageMakerClient sageMaker, SageMakerRuntimeClient runtime) {
    this.sim = sim;
    this.sageMaker = sageMaker;
    this.release = new CanaryRelease(sageMaker);
    this.scores = new ChurnScores(runtime);
  }

  @BeforeEach
  void serve() {
    new ModelRelease(sageMaker).release("churn-1", "s3://churn/models/churn-1.tar.gz");
    new ModelRelease(sageMaker).prepare("churn-2", "s3://churn/models/churn-2.tar.gz");
    sim.setup(EndpointModels.class)
        .endpoint("churn")
        .answers(
            call ->
                call.model().equals("churn-2")
                    ? Inference.failed(500, "loss is NaN")
                    : Inference.of("0.9", "text/csv"));
  }

  /** Of a hundred calls in turn those that found no score. */
  private long failures() {
    long failures = 0;
    for (int i = 0; i < 100; i++) {
      failures += scores.of("ann,12,3").isEmpty() ? 1 : 0;
    }
    return failures;
  }

  @Test
  void a_good_canary_gets_all_the_traffic() {
    sim.setup(EndpointModels.class)
        .endpoint("churn")
        .answers(call -> Inference.of(call.model().equals("churn-2") ? "0.8" : "0.9", "text/csv"));

    release.begin("churn-2");

    assertThat(release.await("churn-2")).isTrue();
    assertThat(scores.of("ann,12,3")).hasValue(0.8);
  }

  @Test
  @JobOutcome(
      resource = "endpoint",
      failAt = "Baking",
      reason = "Alarm churn-model-errors is in ALARM.")
  void a_canary_that_fails_costs_its_part_of_the_calls_and_is_taken_back() {
    release.begin("churn-2");
    assertThat(failures()).isZero();

    sim.clock().advance(Duration.ofMinutes(6));
    assertThat(failures()).isBetween(30L, 70L);

    assertThat(release.await("churn-2")).isFalse();
    assertThat(failures()).isZero();
    assertThat(sim)
        .resource("endpoint", "churn")
        .hasStatus("InService")
        .hasAttribute("EndpointConfigName", "churn-1");
  }

  @Test
  void without_an_alarm_a_bad_canary_gets_all_the_traffic_too() {
    release.begin("churn-2");

    assertThat(release.await("churn-2")).isTrue();
    assertThat(failures()).isEqualTo(100);
  }
}
