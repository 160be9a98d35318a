package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Chaos;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ChaosTest {

  @Test
  void the_same_seed_repeats_the_run_to_the_byte() {
    Simulator one = Simulator.builder().seed(7).build();
    Simulator again = Simulator.builder().seed(7).build();

    Chaos first = run(one);
    Chaos second = run(again);

    assertThat(first.schedule()).hasSizeGreaterThan(10).isEqualTo(second.schedule());
    assertThat(one.journal().text()).isEqualTo(again.journal().text());
  }

  @Test
  void another_seed_is_another_run() {
    assertThat(run(Simulator.builder().seed(7).build()).schedule())
        .isNotEqualTo(run(Simulator.builder().seed(8).build()).schedule());
  }

  @Test
  void its_text_is_the_schedule_and_how_to_repeat_it() {
    Simulator sim = Simulator.builder().seed(7).build();

    Chaos chaos = run(sim);

    assertThat(chaos.toString())
        .startsWith(
            "chaos of 0.2 from seed 7 (the same again: Simulator.builder().seed(7) and chaos(0.2))"
                + " did ")
        .contains("\n  2026-01-01T00:00:0")
        .contains("sagemaker:CreateTrainingJob");
    assertThat(sim.chaos()).containsSame(chaos);
    assertThat(sim.journal().text()).contains("chaos of 0.2 from seed 7 begins");
  }

  @Test
  void resources_fail_too() {
    Simulator sim = Simulator.create();

    run(sim);

    assertThat(sim.resources().all("training-job"))
        .extracting(job -> job.status())
        .contains("Completed", "Failed");
  }

  @Test
  void it_is_no_rule_that_a_test_expects_to_apply() {
    Simulator sim = Simulator.create();

    sim.chaos(0.05);

    assertThat(sim.faults().unused()).isEmpty();
    assertThat(sim.script().unused()).isEmpty();
  }

  @Test
  void it_can_be_ended() {
    Simulator sim = Simulator.create();
    Chaos chaos = sim.chaos(1);
    chaos.end();
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("Completed");
    assertThat(chaos.schedule()).isEmpty();
  }

  @Test
  void who_creates_and_waits_meets_nothing_where_it_is_hardly_likely() {
    Simulator sim = Simulator.create();
    Chaos chaos = sim.chaos(1e-9);
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(Jobs.describe(sageMaker, "churn-1").trainingJobStatusAsString())
        .isEqualTo("InProgress");
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(1);
    sageMaker.waiter().waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1"));
    assertThat(chaos.schedule()).isEmpty();
  }

  @Test
  void a_list_may_be_late_which_stands_in_the_schedule() {
    Simulator sim = Simulator.create();
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Chaos chaos = sim.chaos(1);

    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    sim.clock().advance(Duration.ofSeconds(2));
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(1);

    assertThat(chaos.schedule())
        .filteredOn(line -> !line.contains("churn-1"))
        .containsExactly(
            "2026-01-01T00:00:00Z  list as of PT2S ago in sagemaker:ListTrainingJobs",
            "2026-01-01T00:00:02Z  list as of PT2S ago in sagemaker:ListTrainingJobs");
    chaos.end();
    sageMaker.createTrainingJob(Jobs.job("churn-2"));
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).hasSize(2);
  }

  @Test
  void a_look_at_one_resource_is_never_late() {
    Simulator sim = Simulator.create();
    sim.chaos(0.3);
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    int seen = 0;
    for (int i = 0; i < 60; i++) {
      String name = "churn-" + i;
      try {
        sageMaker.createTrainingJob(Jobs.job(name));
        Jobs.describe(sageMaker, name);
        seen++;
      } catch (SdkException asChaosHasIt) {
        assertThat(asChaosHasIt).hasMessageNotContaining("Requested resource not found.");
      }
    }
    assertThat(seen).isPositive();
  }

  private static Chaos run(Simulator sim) {
    Chaos chaos = sim.chaos(0.2);
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    for (int i = 0; i < 30; i++) {
      try {
        sageMaker.createTrainingJob(Jobs.job("churn-" + i));
        sageMaker.listTrainingJobs();
      } catch (SdkException asChaosHasIt) {
        assertThat(asChaosHasIt).hasMessageNotContaining("mlsim:");
      }
    }
    sim.clock().advance(Duration.ofHours(1));
    return chaos;
  }
}
