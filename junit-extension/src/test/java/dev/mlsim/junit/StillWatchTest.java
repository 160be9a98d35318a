package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class StillWatchTest {

  @Test
  void a_clock_that_nobody_moves_is_told_once_with_what_to_add(
      SageMakerClient sageMaker, Simulator sim) {
    StillWatch watch = new StillWatch("NightlyTest.polls", sim);
    sageMaker.createTrainingJob(Jobs.job("a"));

    assertThat(watch.look()).isEmpty();
    assertThat(watch.look())
        .hasValue(
            "mlsim: [NightlyTest.polls] has been running for some seconds while its clock stands at"
                + " 2026-01-01T00:00:00Z, with training-job [a] InProgress/Starting on its way."
                + " Nothing moves virtual time by itself. Code that polls needs"
                + " @MlSimulator(polling = \"settle\"), a test says"
                + " sim.clock().advance(Duration.ofHours(1)), a scheduler under test is"
                + " sim.clock().scheduledExecutorService()");
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void a_rule_that_answers_polls_is_told_of(SageMakerClient sageMaker, Simulator sim) {
    StillWatch watch = new StillWatch("NightlyTest.waits", sim);
    sageMaker.createTrainingJob(Jobs.job("a"));
    sim.faults()
        .on("DescribeTrainingJob")
        .amend(output -> output.put("TrainingJobStatus", "InProgress"));
    sageMaker.describeTrainingJob(r -> r.trainingJobName("a"));

    assertThat(watch.look()).isEmpty();
    assertThat(watch.look())
        .hasValueSatisfying(
            says ->
                assertThat(says)
                    .contains("whose polls a rule answers, as [", "DescribeTrainingJob] may")
                    .endsWith(
                        "pauses for real unless it is built with"
                            + " BackoffStrategy.retryImmediately()"));
  }

  @Test
  void a_clock_that_moves_is_not_told(SageMakerClient sageMaker, Simulator sim) {
    StillWatch watch = new StillWatch("NightlyTest.polls", sim);
    sageMaker.createTrainingJob(Jobs.job("a"));

    for (int i = 0; i < 3; i++) {
      sim.clock().advance(Duration.ofSeconds(1));
      assertThat(watch.look()).isEmpty();
    }
  }

  @Test
  void a_task_of_the_virtual_scheduler_waits_too(Simulator sim) {
    StillWatch watch = new StillWatch("NightlyTest.schedules", sim);
    Future<?> nightly =
        sim.clock().scheduledExecutorService().schedule(() -> {}, 1, TimeUnit.HOURS);

    assertThat(watch.look()).isEmpty();
    assertThat(watch.look()).hasValueSatisfying(says -> assertThat(says).contains(" pending at "));
    assertThat(nightly).isNotDone();
  }

  @Test
  void a_world_in_which_nothing_waits_is_left_alone(Simulator sim) {
    StillWatch watch = new StillWatch("NightlyTest.thinks", sim);

    assertThat(watch.look()).isEmpty();
    assertThat(watch.look()).isEmpty();
  }
}
