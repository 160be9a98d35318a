package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

@MlSimulator
class TimeTest {
  @Test
  void time_passes_when_the_test_says_so(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advance(Duration.ofMinutes(3));
    assertThat(sim).resource("training-job", "churn-1").isInProgress();

    sim.clock().runUntilIdle(Duration.ofDays(1)); // a day at most
    assertThat(sim).resource("training-job", "churn-1").hasStatus("Completed");
  }

  @Test
  void time_goes_from_step_to_step(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(job("churn-1"));

    sim.clock().advanceToNext(); // to whatever happens next
    sim.clock()
        .advanceUntil(
            () -> sim.resources().get("training-job", "churn-1").status().equals("Completed"),
            Duration.ofHours(6)); // fails if that isn't enough
    sim.clock().advanceTo(Instant.parse("2026-01-02T06:00:00Z")); // a world starts on 1 January

    assertThat(sim).hasPassed(Duration.ofHours(30)).hasNothingPending();
  }

  @Test
  void the_waiter_of_the_sdk_ends_at_once(SageMakerClient sageMaker, Simulator sim) {
    sim.script().resource("training-job").takes("Training", Duration.ofHours(2));
    sageMaker.createTrainingJob(job("churn-1"));

    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1"));
    }

    assertThat(sim).resource("training-job", "churn-1").tookAtLeast(Duration.ofHours(2));
  }

  // Production code that waits with a sleep of its own.
  private static void poll(SageMakerClient sageMaker) throws InterruptedException {
    while (sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).trainingJobStatus()
        == TrainingJobStatus.IN_PROGRESS) {
      Thread.sleep(1);
    }
  }

  @Test
  @SuppressWarnings("try") // is held, not used
  void code_that_polls_and_sleeps_is_helped_on(SageMakerClient sageMaker, Simulator sim)
      throws InterruptedException {
    sageMaker.createTrainingJob(job("churn-1"));

    try (Polling.Hold hold = sim.polling(Polling.tick(Duration.ofMinutes(1)))) {
      poll(sageMaker); // each look moves the clock by a minute
    }

    assertThat(sim).called("DescribeTrainingJob").every(Duration.ofMinutes(1));
  }

  @Test
  @MlSimulator(polling = "settle")
  void or_for_a_whole_test(SageMakerClient sageMaker, Simulator sim) throws InterruptedException {
    sageMaker.createTrainingJob(job("churn-1"));

    poll(sageMaker);

    assertThat(sim).called("DescribeTrainingJob").once();
  }

  @Test
  void code_that_takes_a_clock_gets_the_simulators(Simulator sim) {
    Clock clock = sim.clock().asClock(ZoneOffset.UTC);

    sim.clock().advance(Duration.ofHours(3));

    Assertions.assertThat(clock.instant()).isEqualTo(Instant.parse("2026-01-01T03:00:00Z"));
  }
}
