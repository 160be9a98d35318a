package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.service.Charge;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BillingTest {
  private final Factory factory = Factory.trained();

  @Test
  void a_hosted_model_costs_by_the_inference_unit() {
    factory.start(CIRCUITS, "1", 3).advance(Duration.ofMinutes(10 + 30));
    stop();
    factory.advance(Duration.ofHours(3));

    assertThat(factory.sim.billing().hours("inference-unit")).isEqualTo(1.5);
    assertThat(factory.sim.billing().time("inference-unit")).isEqualTo(Duration.ofMinutes(90));
    assertThat(factory.sim.billing().running()).isEmpty();
  }

  @Test
  void a_model_that_is_left_running_shows_and_goes_on_costing() {
    factory.start(CIRCUITS, "1", 2).advance(Duration.ofMinutes(10));

    assertThat(factory.sim.billing().running())
        .extracting(Charge::toString)
        .containsExactly("lookoutvision:model [circuits/1]: 0 inference-unit hours, and 2 running");
    factory.advance(Duration.ofHours(5));
    assertThat(factory.sim.billing().hours("inference-unit")).isEqualTo(10);
    assertThat(factory.sim.billing().charges("lookoutvision:model", "circuits/1"))
        .extracting(Charge::unit)
        .containsExactly("training", "inference-unit");
  }

  @Test
  void a_model_that_is_starting_is_on_its_way_to_cost_and_one_that_stops_is_not() {
    factory.start(CIRCUITS, "1", 2);

    assertThat(factory.sim.billing().running())
        .extracting(Charge::toString)
        .containsExactly("lookoutvision:model [circuits/1]: 0 inference-unit hours, and 2 coming");
    assertThat(factory.sim.billing().time("inference-unit")).isZero();
    factory.advance(Duration.ofMinutes(10));
    stop();
    assertThat(factory.sim.billing().running()).isEmpty();
  }

  @Test
  void each_run_costs_by_its_own_units() {
    factory.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10 + 60));
    stop();
    factory.advance(Duration.ofMinutes(10));
    factory.start(CIRCUITS, "1", 4).advance(Duration.ofMinutes(10 + 30));
    stop();

    assertThat(factory.sim.billing().hours("inference-unit")).isEqualTo(3);
  }

  @Test
  void maintenance_costs_and_starting_does_not() {
    factory
        .sim
        .script()
        .resource("lookoutvision:model")
        .meets("maintain", "HOSTED", Duration.ofMinutes(25));
    factory.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10));
    assertThat(factory.sim.billing().time("inference-unit")).isZero();

    factory.advance(Duration.ofHours(1));

    assertThat(factory.sim.billing().hours("inference-unit")).isEqualTo(1);
  }

  @Test
  void a_deleted_model_stays_in_the_account() {
    factory.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10 + 60));
    stop();
    factory.advance(Duration.ofMinutes(10));
    factory.lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
    factory.advance(Duration.ofMinutes(1));

    assertThat(factory.sim.resources().all("lookoutvision:model")).isEmpty();
    assertThat(factory.sim.billing().hours("inference-unit")).isEqualTo(1);
    assertThat(factory.sim.billing().text())
        .isEqualTo(
            """
            lookoutvision:model [circuits/1]: 0.5 training hours, deleted
            lookoutvision:model [circuits/1]: 1 inference-unit hours, deleted""");
    assertThat(factory.sim.billing().totals())
        .containsEntry("training", Duration.ofMinutes(30))
        .containsEntry("inference-unit", Duration.ofHours(1));
  }

  @Test
  void a_training_costs_while_it_runs() {
    factory.training(CIRCUITS).advance(Duration.ofMinutes(15));

    assertThat(factory.sim.billing().running()).hasSize(1);
    assertThat(factory.sim.billing().hours("training")).isEqualTo(0.75);
  }

  @Test
  void a_unit_that_nothing_is_billed_in_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> factory.sim.billing().hours("inference-units"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "mlsim: nothing is billed in hours of [inference-units]; the nearest are"
                + " [inference-unit");
  }

  @Test
  void the_account_is_empty_after_a_reset() {
    factory.sim.reset();

    assertThat(factory.sim.billing().charges()).isEmpty();
    assertThat(factory.sim.billing().totals()).isEmpty();
  }

  private void stop() {
    factory.lookout.stopModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
  }
}
