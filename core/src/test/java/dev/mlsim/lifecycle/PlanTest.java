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

  @Test
  void the_last_part_of_a_phase_takes_what_rounding_leaves() {
    Plan odd = plan.taking("Warming", Duration.ofMillis(10));

    assertThat(odd.steps().get(0).step().stay()).contains(Duration.ofMillis(2));
    assertThat(odd.stayIn("Warming")).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void a_phase_that_took_no_time_takes_it_in_its_first_part() {
    Plan none = plan.taking("Warming", Duration.ZERO);

    assertThat(none.stayIn("Warming")).isZero();
    assertThat(none.taking("Warming", ofSeconds(8)).steps().get(0).step().stay())
        .contains(ofSeconds(8));
    assertThat(none.taking("Warming", ofSeconds(8)).stayIn("Warming")).isEqualTo(ofSeconds(8));
  }

  @Test
  void a_plan_can_be_bent_in_its_first_phase_and_in_its_last() {
    assertThat(plan.passes("Warming")).isTrue();
    assertThat(plan.passes("Done")).isTrue();
    assertThat(plan.passes("Stopping")).isFalse();
    assertThat(states(plan.meeting("Warming", "fail", "boom")))
        .containsExactly("Running/Warming", "Running/Warming", "Failed");
    assertThat(plan.shortened("Warming", 0.5).stayIn("Warming")).isEqualTo(ofSeconds(20));
    assertThat(plan.taking("Done", ofSeconds(1))).isEqualTo(plan);
  }

  @Test
  void a_stay_is_counted_where_the_plan_passes_only() {
    assertThat(plan.stayIn("Warming")).isEqualTo(ofSeconds(40));
    assertThat(plan.stayIn("Done")).isZero();
    assertThat(plan.stayIn("Stopping")).isZero();
  }

  @Test
  void a_plan_is_at_rest_where_time_alone_brings_nothing_about() {
    Plan end = new Plan(JOB, plan.steps().subList(3, 4));

    assertThat(plan.isAtRest()).isFalse();
    assertThat(end.isAtRest()).isTrue();
    assertThat(new Plan(JOB, List.of()).isAtRest()).isTrue();
  }

  @Test
  void a_plan_rests_in_its_last_state_or_where_it_is_stuck() {
    assertThat(plan.restsIn("Done")).isTrue();
    assertThat(plan.restsIn("Working")).isFalse();
    assertThat(plan.stuckAt("Working").restsIn("Working")).isTrue();
    assertThat(new Plan(JOB, plan.steps().subList(0, 1)).restsIn("Warming")).isFalse();
    assertThat(new Plan(JOB, List.of()).restsIn("Gone")).isTrue();
  }

  @Test
  void a_phase_can_meet_what_works_in_its_last_state() {
    assertThat(plan.canMeet("Warming", "fail")).isTrue();
    assertThat(plan.canMeet("Warming", "stop")).isFalse();
    assertThat(plan.canMeet("Stopping", "fail")).isFalse();
  }

  @Test
  void a_phase_that_ends_when_something_else_happens_is_waited_in() {
    Lifecycle parent =
        Lifecycle.builder()
            .waitingIn("Executing")
            .on("create")
            .goes(stay("Starting", ofSeconds(1)), rest("Executing"))
            .on("finish")
            .from("Executing")
            .goes(rest("Done"))
            .build();
    Plan waiting = Plan.along(parent, parent.creation());

    assertThat(waiting.waitsIn("Executing")).isTrue();
    assertThat(new Plan(parent, waiting.steps().subList(1, 2)).waitsIn("Executing")).isTrue();
    assertThat(waiting.waitsIn("Starting")).isFalse();
    assertThat(waiting.stuckAt("Starting").waitsIn("Starting")).isFalse();
    assertThat(waiting.waitsIn("Done")).isFalse();
    assertThat(plan.waitsIn("Done")).isFalse();
  }

  @Test
  void the_states_of_a_plan_are_told_once_and_in_order() {
    assertThat(plan.states())
        .containsExactly(
            State.of("Running/Warming"), State.of("Running/Working"), State.of("Done"));
  }

  @Test
  void a_limit_counts_all_that_it_is_about_and_nothing_where_its_trigger_does_not_work() {
    Plan byRunning =
        plan.meetingAfter(s -> s.status().equals("Running"), ofSeconds(40), "fail", "");
    Plan byStop =
        plan.meetingAfter(s -> s.status().equals("Running"), ofSeconds(70), "stop", "late");

    assertThat(byRunning.stayIn("Warming")).isEqualTo(ofSeconds(40));
    assertThat(byRunning.stayIn("Working")).isZero();
    assertThat(byStop.stayIn("Working")).isEqualTo(ofSeconds(70));
    assertThat(byStop.steps().get(byStop.steps().size() - 1).reason()).isEqualTo("late");
  }
}
