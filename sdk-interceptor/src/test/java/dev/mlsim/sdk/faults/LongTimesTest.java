package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.fault.Fault;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Durations that nothing can be computed with are refused where they are said. */
class LongTimesTest {
  private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  static Stream<Arguments> doors() {
    return Stream.of(
        door("within", (sim, time) -> sim.faults().onAll().within(time).throttle()),
        door("later", (sim, time) -> sim.faults().onAll().later(time).throttle()),
        door("delay", (sim, time) -> sim.faults().onAll().delay(time)),
        door("delay up to", (sim, time) -> sim.faults().onAll().delay(Duration.ZERO, time)),
        door("throttle", (sim, time) -> sim.faults().onAll().throttle(time)),
        door("stale", (sim, time) -> sim.faults().onAll().suffer(new Fault.StaleList(time))),
        door("limit", (sim, time) -> sim.faults().onAll().limitedTo(1e-300)),
        door("lag", (sim, time) -> sim.consistency().lag(time)),
        door("lagUpTo", (sim, time) -> sim.consistency().ofAll().inLists().lagUpTo(time)),
        door("tick", (sim, time) -> sim.polling(Polling.tick(time))),
        door("takes", (sim, time) -> job(sim).takes("Training", time)),
        door("takesBetween", (sim, time) -> job(sim).takesBetween("Training", time, time)),
        door("takesAbout", (sim, time) -> job(sim).takesAbout("Training", time)),
        door("failAt", (sim, time) -> job(sim).failAt("Training", time, "late")),
        door("meets", (sim, time) -> job(sim).meets("interrupt", "Training", time)));
  }

  private static Arguments door(String name, BiConsumer<Simulator, Duration> says) {
    return Arguments.of(name, says);
  }

  private static ScriptSubject job(Simulator sim) {
    return sim.script().resource("training-job");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doors")
  void what_is_longer_than_a_million_years_is_refused_and_changes_nothing(
      String name, BiConsumer<Simulator, Duration> says) {
    assertThatThrownBy(() -> says.accept(sim, HUGE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mlsim: ")
        .hasMessageEndingWith("; a duration is at most a million years");

    assertThat(sim.faults().rules()).isEmpty();
    assertThat(sim.script().rules()).isEmpty();
    assertThat(sim.polling()).isEqualTo(Polling.off());
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(1);
  }

  @Test
  void what_is_over_before_it_begins_is_refused() {
    for (Duration none : List.of(Duration.ofSeconds(-1), Duration.ZERO)) {
      assertThatThrownBy(() -> sim.faults().onAll().within(none))
          .hasMessage("mlsim: a fault cannot be about the next [" + none + "]; say more than zero");
    }
    assertThatThrownBy(() -> sim.faults().onAll().later(Duration.ofSeconds(-1)))
        .hasMessage("mlsim: a fault cannot be about what is later by [PT-1S]; say zero or more");
    Instant now = sim.clock().now();
    assertThatThrownBy(() -> sim.faults().onAll().between(now, now))
        .hasMessage(
            "mlsim: a fault cannot be about what is from [2026-01-01T00:00:00Z] until"
                + " [2026-01-01T00:00:00Z]; say an end that is after the beginning");
  }

  @Test
  void delays_that_add_up_to_more_are_cut() {
    sim.faults().onAll().delay(TimeBounds.LONGEST);
    sim.faults().onAll().delay(TimeBounds.LONGEST);

    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .hasMessageContaining("Read timed out");
  }

  @Test
  void time_does_not_move_beyond_what_services_can_compute() {
    for (Duration time : new Duration[] {HUGE, TimeBounds.LONGEST.multipliedBy(3)}) {
      assertThatThrownBy(() -> sim.clock().advance(time))
          .hasMessage(
              "mlsim: cannot advance by ["
                  + time
                  + "]: it is 2026-01-01T00:00:00Z and the last instant is"
                  + " +2000000-01-01T00:00:00Z");
    }
    assertThatThrownBy(() -> sim.clock().advanceTo(Instant.MAX))
        .hasMessageStartingWith("mlsim: cannot advance to [");
    assertThatThrownBy(() -> Simulator.builder().startingAt(Instant.MIN).build())
        .hasMessageStartingWith("mlsim: a clock cannot start at [-1000000000-01-01T00:00:00Z]");
    assertThat(sim.clock().now()).isEqualTo(sim.startedAt());
  }

  @Test
  void towards_the_end_of_time_everything_still_works() {
    Hosting hosting = new Hosting(sageMaker);
    hosting.inService(sim, "churn", 4);
    Instant late = TimeBounds.LAST.minus(Duration.ofDays(100));
    sim.clock().advanceTo(late);
    job(sim).takes("Starting", TimeBounds.LONGEST);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(Jobs.describe(sageMaker, "churn-1").creationTime()).isEqualTo(late);
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(1);
    assertThat(sim.billing().hours("ml.m5.large")).isPositive();
    assertThatThrownBy(
            () ->
                sageMaker
                    .waiter()
                    .waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")))
        .rootCause()
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("mlsim: cannot let time pass until [")
        .hasMessageContaining("the last instant is +2000000-01-01T00:00:00Z");
  }
}
