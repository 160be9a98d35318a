package dev.mlsim.samples.lookoutvision;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.junit.InjectFault;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Quota;
import dev.mlsim.junit.Strict;
import dev.mlsim.junit.Throttle;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.LookoutVisionException;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;

/**
 * The code polls with {@code Thread.sleep}, and is not asked to change: {@code settle} has each
 * wait over at its first look. A model that a test leaves running fails it, whatever it is about.
 */
@MlSimulator(polling = "settle", strict = Strict.EVERYTHING)
class LotInspectionTest {
  private static final byte[] GOOD = {0};
  private static final byte[] BAD = {1};

  private final Simulator sim;
  private final LotInspection inspection;

  LotInspectionTest(Simulator sim, LookoutVisionClient lookout) throws InterruptedException {
    this.sim = sim;
    String version = new InspectionModel(lookout, "circuits").train("images", "train.manifest");
    this.inspection = new LotInspection(lookout, "circuits", version, Duration.ZERO, 120);
    sim.setup(VisionModels.class)
        .detector(image -> image[0] == BAD[0] ? Detection.anomalous(0.97) : Detection.normal(0.99));
  }

  @Test
  void the_bad_pieces_of_a_lot_are_found() throws InterruptedException {
    assertThat(inspection.inspect(List.of(GOOD, BAD, GOOD, BAD))).containsExactly(1, 3);
    assertThat(sim).resource("lookoutvision:model", "circuits/1").hasStatus("TRAINED");
  }

  @Test
  void a_lot_costs_no_more_than_the_time_it_is_looked_at() throws InterruptedException {
    sim.faults().on("DetectAnomalies").delay(Duration.ofSeconds(20));

    inspection.inspect(Collections.nCopies(90, GOOD));

    sim.clock().advance(Duration.ofDays(7)); // nobody touches it
    assertThat(sim).hasBilled("inference-unit", 0.5);
  }

  @Test
  @InjectFault(operation = "DetectAnomalies", nth = 2, error = "ValidationException")
  void the_model_is_stopped_even_if_an_image_is_refused() {
    assertThatThrownBy(() -> inspection.inspect(List.of(GOOD, GOOD, GOOD)))
        .isInstanceOf(LookoutVisionException.class);
    assertThat(sim).called("StopModel").once();
    assertThat(sim).hasNothingBilling();
  }

  @Test
  @Throttle(operation = "DetectAnomalies")
  void the_model_is_stopped_even_if_the_service_is_overrun() {
    assertThatThrownBy(() -> inspection.inspect(List.of(GOOD)))
        .hasMessageContaining("Rate exceeded");
    assertThat(sim).hasNothingBilling();
  }

  @Test
  @InjectFault(operation = "StopModel", kind = InjectFault.Kind.SERVER_ERROR, first = 2)
  void a_stop_that_meets_trouble_is_tried_again() throws InterruptedException {
    inspection.inspect(List.of(GOOD));

    assertThat(sim).called("StopModel").times(3);
    assertThat(sim).hasNothingBilling();
  }

  @Test
  @JobOutcome(
      resource = "lookoutvision:model",
      failAt = "STARTING_HOSTING",
      reason = "Insufficient capacity")
  void a_model_that_cannot_be_hosted_says_why() {
    assertThatThrownBy(() -> inspection.inspect(List.of(GOOD)))
        .hasMessage("model 1 of circuits is HOSTING_FAILED: Insufficient capacity");
    assertThat(sim).notCalled("DetectAnomalies");
  }

  @Test
  @Quota(name = "Running models", value = 0)
  void no_more_models_run_than_the_account_may() {
    assertThatThrownBy(() -> inspection.inspect(List.of(GOOD)))
        .isInstanceOf(ServiceQuotaExceededException.class);
  }

  @Test
  @MlSimulator(strict = Strict.UNUSED_RULE) // nobody can stop this one
  @JobOutcome(resource = "lookoutvision:model", stuckAt = "STARTING_HOSTING")
  void a_model_that_is_never_hosted_is_given_up() {
    assertThatThrownBy(() -> inspection.inspect(List.of(GOOD)))
        .hasMessageStartingWith("model 1 of circuits is STARTING_HOSTING");
    assertThat(sim).called("DescribeModel").atLeast(120);
  }
}
