package dev.mlsim.lifecycle;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Duration D = Duration.ofSeconds(10);
  private final Lifecycle endpoint =
      Lifecycle.builder()
          .waitingIn("InService")
          .on("create")
          .goes(stay("Making/Loading", D), stay("Making/Starting", D), rest("InService"))
          .on("fail")
          .from("Making/Loading", "Making/Starting")
          .goes(rest("Failed"))
          .on("update")
          .from("InService")
          .goes(stay("Updating/Loading", D), rest("InService"))
          .on("rollback")
          .from("Updating/Loading")
          .goes(rest("InService"))
          .on("delete")
          .from("InService", "Failed")
          .goes(gone())
          .build();

  @Test
  void a_table_tells_its_states_and_phases_in_order_of_mention() {
    assertThat(endpoint.states())
        .extracting(State::toString)
        .containsExactly(
            "Making/Loading", "Making/Starting", "InService", "Failed", "Updating/Loading", "Gone");
    assertThat(endpoint.phases())
        .containsExactly("Loading", "Starting", "InService", "Failed", "Gone");
  }

  @Test
  void of_several_states_of_one_phase_a_name_means_the_first() {
    assertThat(endpoint.meant("Loading")).isEqualTo("Making/Loading");
    assertThat(endpoint.meant("Updating/Loading")).isEqualTo("Updating/Loading");
    assertThat(endpoint.meant("Unknown")).isEqualTo("Unknown");
  }

  @Test
  void a_state_has_its_own_triggers() {
    assertThat(endpoint.triggersFrom(State.of("InService"))).containsExactly("update", "delete");
    assertThat(endpoint.triggersFrom(State.GONE)).isEmpty();
    assertThat(endpoint.way("update", State.of("InService"))).isPresent();
    assertThat(endpoint.way("update", State.of("Failed"))).isEmpty();
    assertThat(endpoint.way("fail", State.of("InService"))).isEmpty();
  }

  @Test
  void only_a_state_to_which_nothing_that_goes_well_leads_is_a_failure() {
    Lifecycle recovering =
        Lifecycle.builder()
            .on("create")
            .goes(stay("Making", D), rest("Ready"))
            .on("fail")
            .from("Making")
            .goes(rest("Broken"))
            .on("update")
            .from("Ready")
            .goes(stay("Updating", D), rest("Ready"))
            .on("fail")
            .from("Updating")
            .goes(rest("Ready"))
            .on("expire")
            .from("Ready")
            .goes(rest("Expired"))
            .build();

    assertThat(recovering.isFailure(State.of("Broken"))).isTrue();
    assertThat(recovering.isFailure(State.of("Ready"))).isFalse();
    assertThat(recovering.isFailure(State.of("Making"))).isFalse();
    assertThat(recovering.isFailure(State.of("Expired"))).isFalse();
  }

  @Test
  void a_resource_rests_where_a_way_ends_and_waits_where_that_is_said() {
    assertThat(endpoint.rests(State.of("Failed"))).isTrue();
    assertThat(endpoint.rests(State.of("Making/Loading"))).isFalse();
    assertThat(endpoint.waits(State.of("InService"))).isTrue();
    assertThat(endpoint.waits(State.of("Failed"))).isFalse();
  }

  @Test
  void a_move_is_allowed_along_a_way_and_onto_one() {
    assertThat(endpoint.allows(State.of("Making/Loading"), State.of("Making/Starting"))).isTrue();
    assertThat(endpoint.allows(State.of("Making/Starting"), State.of("InService"))).isTrue();
    assertThat(endpoint.allows(State.of("Failed"), State.GONE)).isTrue();
    assertThat(endpoint.allows(State.of("Making/Loading"), State.of("InService"))).isFalse();
    assertThat(endpoint.allows(State.of("InService"), State.of("Failed"))).isFalse();
  }

  @Test
  void a_table_has_one_creation() {
    assertThatThrownBy(() -> Lifecycle.builder().on("stop").goes(rest("A")).build())
        .hasMessage("mlsim: a lifecycle has one way of [create], this one has 0");
    assertThatThrownBy(
            () ->
                Lifecycle.builder()
                    .on("create")
                    .goes(rest("A"))
                    .on("create")
                    .goes(rest("B"))
                    .build())
        .hasMessage("mlsim: a lifecycle has one way of [create], this one has 2");
  }

  @Test
  void the_way_of_creation_is_found_wherever_it_stands() {
    Lifecycle table =
        Lifecycle.builder()
            .on("delete")
            .from("A")
            .goes(gone())
            .on("create")
            .goes(rest("A"))
            .build();

    assertThat(table.creation().trigger()).isEqualTo("create");
  }

  @Test
  void nothing_waits_where_nothing_rests() {
    assertThatThrownBy(
            () -> Lifecycle.builder().waitingIn("B").on("create").goes(rest("A")).build())
        .hasMessage("mlsim: nothing waits in [B], since nothing comes to rest there");
  }

  @Test
  void a_way_has_steps_and_comes_to_rest() {
    assertThatThrownBy(() -> Lifecycle.builder().on("create").goes())
        .hasMessage("mlsim: the way of [create] has no steps");
    assertThatThrownBy(() -> Lifecycle.builder().on("create").goes(stay("A", D)))
        .hasMessage(
            "mlsim: the way of [create] must come to rest at its last step and only there, not at"
                + " [A]");
  }

  @Test
  void a_stay_is_not_negative() {
    assertThatThrownBy(() -> stay("A", Duration.ofSeconds(-1)))
        .hasMessage("mlsim: a stay of [PT-1S] in [A] is negative");
    assertThat(stay("A", Duration.ZERO).stay()).contains(Duration.ZERO);
  }

  @Test
  void a_step_keeps_the_words_of_its_service_whatever_it_takes() {
    Step step = stay("A", D, "Preparing").staying(Optional.of(D.multipliedBy(2)));

    assertThat(step.message()).isEqualTo("Preparing");
    assertThat(step.stay()).contains(D.multipliedBy(2));
    assertThat(rest("B", "Done").message()).isEqualTo("Done");
  }

  @Test
  void a_state_is_called_by_its_phase_or_its_whole_name() {
    State working = State.of("InProgress/Training");

    assertThat(working.isCalled("Training")).isTrue();
    assertThat(working.isCalled("InProgress/Training")).isTrue();
    assertThat(working.isCalled("InProgress/Trainin_")).isFalse();
    assertThat(working.isCalled("InProgress")).isFalse();
    assertThat(State.of("ACTIVE").isCalled("ACTIVE")).isTrue();
    assertThat(State.of("ACTIVE").isCalled("")).isFalse();
    assertThat(working.shortName()).isEqualTo("Training");
    assertThat(State.of("ACTIVE").shortName()).isEqualTo("ACTIVE");
    assertThat(State.of("/odd")).isEqualTo(new State("", "odd"));
  }
}
