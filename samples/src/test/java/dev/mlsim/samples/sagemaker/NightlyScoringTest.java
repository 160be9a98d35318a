package dev.mlsim.samples.sagemaker;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

@MlSimulator
class NightlyScoringTest {
  private static final String CUSTOMERS = "s3://churn/customers.csv";

  private final Simulator sim;
  private final SageMakerClient sageMaker;
  private final NightlyScoring scoring;
  private final EndpointModels models;

  NightlyScoringTest(Simulator sim, SageMakerClient sageMaker, SageMakerRuntimeClient runtime) {
    this.sim = sim;
    this.sageMaker = sageMaker;
    this.scoring =
        new NightlyScoring(
            sageMaker, runtime, location -> sim.objects().text(location), sim.clock()::sleep);
    this.models = sim.setup(EndpointModels.class);
  }

  @BeforeEach
  void deploy() {
    new ModelRelease(sageMaker).release("churn-1", "s3://churn/models/churn-1.tar.gz");
    sim.objects().put(CUSTOMERS, "ann,12,3\nbob,1,9\n");
  }

  @Test
  void the_scores_are_read_when_they_are_there() {
    models
        .endpoint("churn-nightly")
        .answers(
            call ->
                Inference.of("0.9\n".repeat((int) call.text().lines().count()), "text/csv")
                    .takes(Duration.ofMinutes(20)));

    assertThat(scoring.score("churn-1", CUSTOMERS)).isEqualTo("0.9\n0.9\n");
    assertThat(sim).called("InvokeEndpointAsync").once();
    assertThat(sim).resources("endpoint").hasSize(2);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sim).resources("endpoint").hasSize(1);
  }

  @Test
  void a_model_that_fails_is_told_with_its_reason() {
    models.endpoint("churn-nightly").answers(Inference.failed(500, "boom"));

    assertThatThrownBy(() -> scoring.score("churn-1", CUSTOMERS))
        .hasMessageContaining("Received server error (500) from primary with message \"boom\".");
  }

  @Test
  void a_model_that_never_answers_is_given_up_with_its_endpoint_deleted() {
    models.endpoint("churn-nightly").answers(Inference.timedOut());

    assertThatThrownBy(() -> scoring.score("churn-1", CUSTOMERS))
        .isInstanceOf(IllegalStateException.class);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sim).resources("endpoint").hasSize(1);
  }
}
