package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What becomes of resources, where a test wants something special. */
class ScriptTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void jobs_fail_in_a_phase_with_a_reason() {
    sim.script().resource("training-job").named("churn-*").failAt("Training", "AlgorithmError: x");
    create("churn-1", "other");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(Jobs.describe(sageMaker, "churn-1").failureReason()).isEqualTo("AlgorithmError: x");
    assertThat(status("other")).isEqualTo("Completed");
  }

  @Test
  void only_the_first_ones_fail() {
    sim.script().resource("training-job").first(2).failAt("Training", "AlgorithmError: x");
    create("a", "b", "c");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(List.of(status("a"), status("b"), status("c")))
        .containsExactly("Failed", "Failed", "Completed");
  }

  @Test
  void jobs_are_chosen_by_their_attributes() {
    sim.script()
        .resource("training-job")
        .where("ResourceConfig.InstanceType", "ml.m5.*")
        .where(job -> job.name().endsWith("2"))
        .failAt("Starting", "CapacityError: none left");
    create("churn-1", "churn-2");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(List.of(status("churn-1"), status("churn-2")))
        .containsExactly("Completed", "Failed");
  }

  @Test
  void a_job_fails_when_it_has_been_in_the_phase_so_long() {
    sim.script()
        .resource("training-job")
        .failAt("Training", Duration.ofMinutes(8), "AlgorithmError: x");
    create("churn-1");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.resources().get("training-job", "churn-1").took())
        .isEqualTo(Duration.ofSeconds(120 + 18 + 8 * 60 + 9));
  }

  @Test
  void a_failure_at_a_time_leaves_those_alone_that_are_not_drawn() {
    sim.script()
        .resource("training-job")
        .withProbability(0.5)
        .failAt("Training", Duration.ofMinutes(8), "AlgorithmError: x");
    Simulator undisturbed = Simulator.create();
    SimulatedClients.of(undisturbed)
        .create(SageMakerClient.class)
        .createTrainingJob(Jobs.job("churn-1"));
    undisturbed.clock().advance(Duration.ofDays(1));
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "job-" + i).toList();
    create(names.toArray(String[]::new));

    sim.clock().advance(Duration.ofDays(1));

    Duration whole = took(undisturbed, "churn-1");
    Duration failed = Duration.ofSeconds(120 + 18 + 8 * 60 + 9);
    for (String name : names) {
      assertThat(took(sim, name))
          .as(name)
          .isEqualTo(status(name).equals("Failed") ? failed : whole);
    }
    assertThat(names.stream().map(this::status)).contains("Failed", "Completed");
    assertThat(sim.script().rules()).hasSize(1);
  }

  @Test
  void a_failure_at_a_time_that_cannot_be_leaves_no_rule() {
    assertThatThrownBy(
            () ->
                sim.script()
                    .resource("training-job")
                    .failAt("Completed", Duration.ofMinutes(8), "AlgorithmError: x"))
        .hasMessageContaining("cannot fail at [Completed]");

    assertThat(sim.script().rules()).isEmpty();
  }

  @Test
  void a_member_is_hidden_also_from_who_has_seen_it() {
    create("churn-1");
    assertThat(Jobs.describe(sageMaker, "churn-1").resourceConfig()).isNotNull();

    sim.script().resource("training-job").neverShow("ResourceConfig");

    assertThat(Jobs.describe(sageMaker, "churn-1").resourceConfig()).isNull();
  }

  @Test
  void a_job_that_is_there_already_takes_so_long_all_told() {
    create("churn-1");
    sim.clock().advance(Duration.ofSeconds(138).plusMinutes(10));

    sim.script().resource("training-job").takes("Training", Duration.ofMinutes(15));
    sim.clock().advance(Duration.ofMinutes(5).plusSeconds(9));

    assertThat(status("churn-1")).isEqualTo("Completed");
  }

  @Test
  void how_long_a_phase_takes_can_follow_from_the_request() {
    sim.script()
        .resource("training-job")
        .takes(
            "Training",
            job -> Duration.ofHours(job.attributes().at("/HyperParameters/epochs").asLong(1)));
    sageMaker.createTrainingJob(Jobs.job("long", b -> b.hyperParameters(Map.of("epochs", "5"))));
    create("short");

    sim.clock().advance(Duration.ofHours(2));

    assertThat(List.of(status("long"), status("short"))).containsExactly("InProgress", "Completed");
  }

  @Test
  void lengths_are_drawn_from_the_seed_whatever_the_order_of_creation() {
    List<List<Duration>> runs = new ArrayList<>();
    for (List<String> order : List.of(List.of("a", "b", "c"), List.of("c", "b", "a"))) {
      Simulator world = Simulator.create();
      world.script().resource("training-job").takesAbout("Training", Duration.ofHours(1));
      SageMakerClient client = SimulatedClients.of(world).create(SageMakerClient.class);
      order.forEach(name -> client.createTrainingJob(Jobs.job(name)));
      world.clock().runUntilIdle(Duration.ofDays(1));
      runs.add(List.of("a", "b", "c").stream().map(n -> took(world, n)).toList());
    }

    assertThat(runs.get(0)).isEqualTo(runs.get(1)).doesNotHaveDuplicates();
  }

  @Test
  void lengths_between_two_are_between_them() {
    sim.script()
        .resource("training-job")
        .takesBetween("Training", Duration.ofHours(1), Duration.ofHours(2));
    create("a", "b", "c");

    sim.clock().runUntilIdle(Duration.ofDays(1));

    assertThat(sim.resources().all("training-job"))
        .allSatisfy(
            job -> assertThat(job.took()).isBetween(Duration.ofHours(1), Duration.ofMinutes(123)));
  }

  @Test
  void a_spot_job_is_interrupted_and_starts_again() {
    sim.script().resource("training-job").interruptAt("Training");
    sageMaker.createTrainingJob(
        Jobs.job(
            "spot",
            b ->
                b.enableManagedSpotTraining(true)
                    .stoppingCondition(
                        s -> s.maxRuntimeInSeconds(86_400).maxWaitTimeInSeconds(86_400))));

    sim.clock().advance(Duration.ofHours(2));

    assertThat(sim.resources().get("training-job", "spot").walked())
        .containsExactly(
            "InProgress/Starting",
            "InProgress/Downloading",
            "InProgress/Training",
            "InProgress/Interrupted",
            "InProgress/Starting",
            "InProgress/Downloading",
            "InProgress/Training",
            "InProgress/Uploading",
            "Completed/Completed");
  }

  @Test
  void a_job_stops_although_nobody_asked() {
    sim.script().resource("training-job").stopAt("Training");
    create("churn-1");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(status("churn-1")).isEqualTo("Stopped");
    assertThat(sim.journal().calls("StopTrainingJob")).isEmpty();
  }

  @Test
  void a_stop_that_fails_no_more_can_still_be_stopped() {
    sim.script().resource("training-job").failAt("Uploading", "InternalServerError: x");
    create("churn-1");
    sim.clock().advance(Duration.ofMinutes(10));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(status("churn-1")).isEqualTo("Stopped");
  }

  @Test
  void a_deletion_can_take_long() {
    sim.script().resource("training-job").takes("Deleting", Duration.ofHours(1));
    create("churn-1");
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.deleteTrainingJob(r -> r.trainingJobName("churn-1"));

    sim.clock().advance(Duration.ofMinutes(59));
    assertThat(sim.resources().all("training-job")).hasSize(1);
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sim.resources().all("training-job")).isEmpty();
  }

  @Test
  void a_member_is_never_shown() {
    sim.script().resource("training-job").neverShow("BillableTimeInSeconds");
    create("churn-1");

    sim.clock().advance(Duration.ofHours(1));

    assertThat(Jobs.describe(sageMaker, "churn-1").billableTimeInSeconds()).isNull();
    assertThat(Jobs.describe(sageMaker, "churn-1").trainingTimeInSeconds()).isPositive();
  }

  @Test
  void chance_decides_by_seed_and_name() {
    sim.script().resource("training-job").withProbability(0.5).failAt("Training", "x");
    for (int i = 0; i < 40; i++) {
      create("churn-" + i);
    }

    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.resources().all("training-job"))
        .extracting(job -> job.status())
        .contains("Failed", "Completed");
  }

  @Test
  void lines_that_never_applied_are_known() {
    sim.script().resource("training-job").named("churn-1").failAt("Training", "x");
    sim.script().resource("training-job").named("typo-*").stuckAt("Training");
    create("churn-1");

    assertThat(sim.script().rules()).extracting(ScriptRule::applied).containsExactly(1, 0);
    assertThat(sim.script().unused())
        .extracting(ScriptRule::toString)
        .containsExactly("training-job [typo-*] is stuck at [Training]");
  }

  @Test
  void what_cannot_happen_is_refused_with_what_can() {
    assertThatThrownBy(() -> sim.script().resource("training-jobs"))
        .hasMessageStartingWith("mlsim: there is no resource type [training-jobs]; the nearest");
    assertThatThrownBy(() -> sim.script().resource("training-job").stuckAt("Trainin"))
        .hasMessageStartingWith("mlsim: a training-job has no phase [Trainin]; its phases are [");
    assertThatThrownBy(() -> sim.script().resource("training-job").failAt("Stopping", "x"))
        .hasMessage(
            "mlsim: a training-job cannot fail at [Stopping]; it can at [Downloading, Pending,"
                + " Starting, Training, Uploading]");
    assertThatThrownBy(() -> sim.script().resource("app").stopAt("Pending"))
        .hasMessage(
            "mlsim: an app cannot stop at [Pending], nor anywhere else; what is possible there is"
                + " [fail, delete]");
    assertThatThrownBy(() -> sim.script().resource("endpoint").failAt("Creatin", "x"))
        .hasMessageStartingWith("mlsim: an endpoint has no phase [Creatin]; its phases are [");
    assertThatThrownBy(() -> sim.script().resource("training-job").first(0))
        .hasMessage("mlsim: the first [0] resources are none; say 1 or more");
  }

  private void create(String... names) {
    for (String name : names) {
      sageMaker.createTrainingJob(Jobs.job(name));
    }
  }

  private String status(String name) {
    return Jobs.describe(sageMaker, name).trainingJobStatusAsString();
  }

  private static Duration took(Simulator world, String name) {
    return world.resources().get("training-job", name).took();
  }
}
