package dev.mlsim.samples.sagemaker;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.junit.InjectFault;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class ModelReleaseTest {
  private static final String ARTIFACTS = "s3://churn/models/model.tar.gz";

  private final Simulator sim;
  private final SageMakerClient sageMaker;

  ModelReleaseTest(Simulator sim, SageMakerClient sageMaker) {
    this.sim = sim;
    this.sageMaker = sageMaker;
  }

  @Test
  void the_first_release_makes_the_endpoint_and_the_next_ones_update_it() {
    release("churn-1");
    release("churn-2");

    assertThat(sim).called("CreateEndpoint").once();
    assertThat(sim)
        .resource("endpoint", "churn")
        .hasStatus("InService")
        .hasAttribute("EndpointConfigName", "churn-2");
  }

  @Test
  void only_the_latest_two_models_are_kept() {
    for (int night = 1; night <= 15; night++) {
      release("churn-" + night);
      sim.clock().advance(Duration.ofHours(24));
    }

    assertThat(sim)
        .resources("sagemaker:model")
        .extracting(ResourceSnapshot::name)
        .containsExactly("churn-14", "churn-15");
    assertThat(sim).resources("endpoint-config").hasSize(2);
  }

  @Test
  void a_release_that_broke_off_is_taken_up_again() {
    sim.faults().on("CreateEndpoint").once().accessDenied();
    assertThatThrownBy(() -> release("churn-1")).hasMessageContaining("not authorized");

    release("churn-1");

    assertThat(sim).resource("endpoint", "churn").hasStatus("InService");
  }

  @Test
  @JobOutcome(
      resource = "endpoint",
      failAt = "Updating",
      reason =
          "The primary container for production variant all did not pass the ping health check.")
  void an_update_that_fails_leaves_the_old_model_in_service() {
    release("churn-1");

    assertThatThrownBy(() -> release("churn-2"))
        .hasMessageStartingWith(
            "endpoint churn does not serve churn-2 but is InService with churn-1");
    assertThat(sim).notCalled("DeleteModel");
  }

  @Test
  @InjectFault(
      operation = "DeleteModel",
      error = "ValidationException",
      message = "Could not find model \"arn:aws:sagemaker:us-east-1:123456789012:model/churn-1\".")
  void what_somebody_else_has_cleared_away_is_fine() {
    release("churn-1");
    release("churn-2");

    release("churn-3");

    assertThat(sim).resource("endpoint", "churn").hasAttribute("EndpointConfigName", "churn-3");
  }

  private void release(String version) {
    new ModelRelease(sageMaker).release(version, ARTIFACTS);
  }
}
