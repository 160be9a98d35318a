package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Chaos;
import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Injection;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.lifecycle.Outcome;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    Simulator sim = Simulator.builder().seed(7).build();

    run(sim);

    assertThat(sim.resources().all("training-job"))
        .extracting(job -> job.status())
        .contains("Completed", "Failed");
  }

  @Test
  void each_seed_leaves_some_kinds_out_and_no_kind_is_left_out_by_all() {
    Set<String> all = new TreeSet<>();
    List<Integer> counts = new ArrayList<>();
    for (int seed = 1; seed <= 20; seed++) {
      Chaos chaos = run(Simulator.builder().seed(seed).build());
      Set<String> kinds =
          chaos.injections().stream()
              .map(injection -> injection.says().replaceAll("PT.*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      chaos.bends().forEach(bend -> kinds.add(bend.outcome().getClass().getSimpleName()));
      counts.add(kinds.size());
      all.addAll(kinds);
    }

    assertThat(all).hasSize(11);
    assertThat(counts).allMatch(count -> count >= 1 && count < 11);
  }

  @Test
  void what_it_did_is_data() {
    Chaos chaos = run(Simulator.builder().seed(7).build());

    assertThat(chaos.injections()).extracting(Injection::to).contains("sagemaker:ListTrainingJobs");
    assertThat(chaos.injections())
        .extracting(Injection::fault)
        .filteredOn(Fault.Delay.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            late ->
                assertThat(((Fault.Delay) late).least()).isEqualTo(((Fault.Delay) late).most()));
    assertThat(chaos.bends())
        .isNotEmpty()
        .allSatisfy(
            bend -> {
              assertThat(bend.type()).isEqualTo("training-job");
              assertThat(bend.name()).startsWith("churn-");
              assertThat(bend.outcome()).isInstanceOf(Outcome.Fails.class);
            });
  }

  @Test
  void nothing_goes_by_chance_once_chance_is_ruled_out() {
    Simulator sim = Simulator.builder().seed(7).build();
    sim.ruleOutChance();

    assertThat(run(sim).schedule()).isEmpty();
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
