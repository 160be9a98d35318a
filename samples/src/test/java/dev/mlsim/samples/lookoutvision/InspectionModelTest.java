package dev.mlsim.samples.lookoutvision;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;

@MlSimulator(polling = "settle")
class InspectionModelTest {
  private final Simulator sim;
  private final LookoutVisionClient lookout;

  InspectionModelTest(Simulator sim, LookoutVisionClient lookout) {
    this.sim = sim;
    this.lookout = lookout;
  }

  @Test
  void a_second_training_uses_the_same_project() throws InterruptedException {
    assertThat(train()).isEqualTo("1");
    assertThat(train()).isEqualTo("2");
    assertThat(sim).resources("lookoutvision:project").hasSize(1);
    assertThat(sim).hasBilled("training", 1.0);
  }

  @Test
  @JobOutcome(
      resource = "lookoutvision:model",
      failAt = "TRAINING",
      reason = "Images in the dataset must have the same dimensions.")
  void a_training_that_fails_says_why() {
    assertThatThrownBy(this::train)
        .hasMessageEndingWith("Images in the dataset must have the same dimensions.");
  }

  @Test
  @JobOutcome(resource = "lookoutvision:dataset", failAt = "CREATE_IN_PROGRESS")
  void a_manifest_that_is_refused_is_not_trained_on() {
    assertThatThrownBy(this::train).hasMessage("the dataset of circuits is CREATE_FAILED");
    assertThat(sim).notCalled("CreateModel");
  }

  @Test
  @JobOutcome(resource = "lookoutvision:model", phase = "TRAINING", takes = "PT8H")
  void a_long_training_takes_no_time() throws InterruptedException {
    train();

    assertThat(sim).resource("lookoutvision:model", "circuits/1").took(Duration.ofHours(8));
  }

  private String train() throws InterruptedException {
    return new InspectionModel(lookout, "circuits").train("images", "train.manifest");
  }
}
