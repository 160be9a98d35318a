package dev.mlsim.lifecycle;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Lifecycle JOB =
      Lifecycle.builder()
          .on("create")
          .goes(
              stay("Running/Warming", ofSeconds(10)),
              stay("Running/Warming", ofSeconds(30)),
              stay("Running/Working", ofSeconds(100)),
              rest("Done"))
          .on("fail")
          .from("Running/Warming", "Running/Working")
          .goes(rest("Failed"))
          .on("stop")
          .from("Running/Working")
          .goes(stay("Stopping", ofSeconds(5)), rest("Stopped"))
          .on("delete")
          .from("Done", "Failed", "Stopped")
          .goes(gone())
          .build();

  private final Plan plan = Plan.along(JOB, JOB.creation());

  private static List<String> states(Plan plan) {
    return plan.steps().stream().map(s -> s.step().state().toString()).toList();
  }

  @Test
  void a_phase_of_several_steps_takes_what_is_said_in_its_proportions() {
    Plan slow = plan.taking("Warming", ofSeconds(80));

    assertThat(slow.steps().get(0).step().stay()).contains(ofSeconds(20));
    assertThat(slow.steps().get(1).step().stay()).contains(ofSeconds(60));
    assertThat(slow.length()).isEqualTo(ofMinutes(3));
  }

  @Test
  void a_failing_plan_stays_in_the_phase_and_then_takes_the_way_of_failure() {
    Plan failing = plan.meeting("Working", "fail", "boom");

    assertThat(states(failing))
        .containsExactly("Running/Warming", "Running/Warming", "Running/Working", "Failed");
    assertThat(failing.length()).isEqualTo(ofSeconds(140));
    assertThat(failing.steps().get(3).reason()).isEqualTo("boom");
  }

  @Test
  void a_stuck_plan_ends_in_its_phase() {
    Plan stuck = plan.stuckAt("Warming");

    assertThat(states(stuck)).containsExactly("Running/Warming", "Running/Warming");
    assertThat(stuck.steps().get(1).step().stay()).isEmpty();
  }

  @Test
  void a_limit_cuts_where_the_counted_time_is_used_up() {
    Plan limited = plan.meetingAfter(s -> s.isCalled("Working"), ofSeconds(60), "stop", "");

    assertThat(states(limited)).endsWith("Running/Working", "Stopping", "Stopped");
    assertThat(limited.stayIn("Working")).isEqualTo(ofSeconds(60));
  }

  @Test
  void a_limit_that_is_not_reached_changes_nothing() {
    assertThat(plan.meetingAfter(s -> s.isCalled("Working"), ofSeconds(100), "stop", ""))
        .isEqualTo(plan);
  }

  @Test
  void a_limit_ends_a_plan_that_is_stuck() {
    Plan limited =
        plan.stuckAt("Working").meetingAfter(s -> s.isCalled("Working"), ofSeconds(60), "stop", "");

    assertThat(states(limited)).endsWith("Stopped");
  }

  @Test
  void a_plan_that_does_not_pass_a_phase_is_not_bent_there() {
    assertThat(plan.meeting("Stopping", "fail", "boom")).isEqualTo(plan);
    assertThat(plan.taking("Stopping", Duration.ZERO)).isEqualTo(plan);
    assertThat(plan.stuckAt("Stopping")).isEqualTo(plan);
  }

  @Test
  void a_failure_that_the_table_does_not_have_is_refused_in_words() {
    assertThatThrownBy(() -> plan.meeting("Done", "fail", "boom"))
        .hasMessage(
            "mlsim: nothing leads on by [fail] from [Done]; what is possible there is [delete]");
  }

  @Test
  void a_table_allows_its_own_moves_and_no_others() {
    assertThat(JOB.allows(State.of("Running/Warming"), State.of("Running/Working"))).isTrue();
    assertThat(JOB.allows(State.of("Running/Working"), State.of("Stopping"))).isTrue();
    assertThat(JOB.allows(State.of("Done"), State.of("Running/Working"))).isFalse();
  }

  @Test
  void a_table_with_two_ways_from_one_state_is_refused() {
    assertThatThrownBy(
            () ->
                Lifecycle.builder()
                    .on("create")
                    .goes(rest("A"))
                    .on("stop")
                    .from("A")
                    .goes(rest("B"))
                    .on("stop")
                    .from("A")
                    .goes(rest("C"))
                    .build())
        .hasMessageStartingWith("mlsim: [stop] has two ways from one state");
  }

  @Test
  void only_the_last_step_of_a_way_is_at_rest() {
    assertThatThrownBy(() -> Lifecycle.builder().on("create").goes(rest("A"), rest("B")))
        .hasMessage(
            "mlsim: the way of [create] must come to rest at its last step and only there, not at"
                + " [A]");
  }
}
