package dev.mlsim.sdk.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Chaos;
import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.clock.TimeBarrier;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.CreateProjectRequest;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class SnapshotTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = client(sim);

  private static SageMakerClient client(Simulator sim) {
    return SimulatedClients.of(sim).create(SageMakerClient.class);
  }

  private static String status(SageMakerClient client, String job) {
    return client.describeTrainingJob(r -> r.trainingJobName(job)).trainingJobStatusAsString();
  }

  @Test
  void restoring_goes_back_in_time_and_what_was_ahead_is_ahead_again() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sim.clock().advance(Duration.ofMinutes(5));
    Snapshot training = sim.snapshot();
    String ahead = sim.clock().pending().toString();
    String journal = sim.journal().text();
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.createTrainingJob(Jobs.job("churn-2"));

    sim.restore(training);

    assertThat(sim.clock().now()).isEqualTo(training.takenAt());
    assertThat(sim.clock().pending()).hasToString(ahead);
    assertThat(sim.journal().text()).isEqualTo(journal);
    assertThat(status(sageMaker, "churn-1")).isEqualTo("InProgress");
    assertThatThrownBy(() -> status(sageMaker, "churn-2"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("not found");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(status(sageMaker, "churn-1")).isEqualTo("Completed");
  }

  @Test
  void any_number_of_simulators_can_be_made_of_a_snapshot_on_any_threads() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Snapshot started = sim.snapshot();

    List<String> stories =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i -> {
                  Simulator own = Simulator.of(started);
                  client(own)
                      .waiter()
                      .waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1"));
                  client(own).createTrainingJob(Jobs.job("churn-2"));
                  return own.journal().text();
                })
            .distinct()
            .toList();

    assertThat(stories).hasSize(1);
    assertThat(status(sageMaker, "churn-1")).isEqualTo("InProgress");
    assertThat(sim.resources().all("training-job")).hasSize(1);
  }

  @Test
  void rules_that_a_test_holds_stand_where_they_stood() {
    FaultRule fault = sim.faults().on("CreateTrainingJob").first(2).fail("ResourceInUse");
    sim.script().resource("training-job").first(1).stuckAt("Training");
    ScriptRule script = sim.script().rules().get(0);
    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(SageMakerException.class);
    Snapshot once = sim.snapshot();
    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(SageMakerException.class);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    fault.end();
    sim.faults().clear();

    sim.restore(once);

    assertThat(sim.faults().rules()).containsExactly(fault);
    assertThat(fault.applied()).isOne();
    assertThat(script.applied()).isZero();
    assertThatThrownBy(() -> sageMaker.createTrainingJob(Jobs.job("churn-1")))
        .isInstanceOf(SageMakerException.class);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(script.applied()).isOne();
  }

  @Test
  void rules_of_another_simulator_are_copies() {
    FaultRule fault = sim.faults().on("CreateTrainingJob").where(input -> true).once().throttle();
    Chaos chaos = sim.chaos(0.01);
    Simulator other = Simulator.of(sim.snapshot());

    client(other).createTrainingJob(Jobs.job("churn-1"));
    other.faults().rules().forEach(FaultRule::end);
    other.chaos().orElseThrow().end();

    assertThat(other.faults().rules().get(0).applied()).isOne();
    assertThat(fault.applied()).isZero();
    assertThat(other.chaos().orElseThrow()).isNotSameAs(chaos);
    sim.restore(sim.snapshot());
    assertThat(sim.chaos()).containsSame(chaos);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(fault.applied()).isOne();
  }

  @Test
  void what_is_said_of_quotas_objects_lags_and_setups_is_part_of_it() {
    VisionModels models = sim.setup(VisionModels.class);
    models.detector(image -> Detection.normal(0.5));
    sim.quotas().set("ml.m5.xlarge for training job usage", 0);
    sim.objects().put("s3://b/in", "x");
    sim.objects().requireInputs();
    sim.consistency().lag(Duration.ofSeconds(3));
    Snapshot said = sim.snapshot();
    sim.reset();
    sim.objects().put("s3://b/other", "y");

    Simulator other = Simulator.of(said);
    sim.restore(said);

    for (Simulator restored : List.of(sim, other)) {
      assertThat(restored.objects().list("s3://")).containsExactly("s3://b/in");
      assertThat(restored.objects().inputsAreRequired()).isTrue();
      restored.objects().assumeInputs();
      assertThatThrownBy(() -> client(restored).createTrainingJob(Jobs.job("churn-1")))
          .isInstanceOf(ResourceLimitExceededException.class);
      assertThat(restored.snapshot()).isNotNull();
    }
    assertThat(sim.setup(VisionModels.class)).isSameAs(models);
    assertThat(other.setup(VisionModels.class)).isNotSameAs(models);
  }

  @Test
  void a_client_token_keeps_what_is_left_of_its_life() {
    LookoutVisionClient vision = SimulatedClients.of(sim).create(LookoutVisionClient.class);
    CreateProjectRequest project =
        CreateProjectRequest.builder().projectName("circuits").clientToken("once").build();
    vision.createProject(project);
    sim.clock().advance(Duration.ofHours(7));
    Snapshot remembered = sim.snapshot();

    Simulator other = Simulator.of(remembered);
    LookoutVisionClient there = SimulatedClients.of(other).create(LookoutVisionClient.class);
    other.clock().advance(Duration.ofMinutes(59));
    there.createProject(project);
    other.clock().advance(Duration.ofMinutes(2));

    assertThatThrownBy(() -> there.createProject(project)).hasMessageContaining("circuits");
    sim.clock().advance(Duration.ofHours(2));
    sim.restore(remembered);
    sim.clock().advance(Duration.ofMinutes(59));
    vision.createProject(project);
  }

  @Test
  void a_polling_policy_is_in_force_again_and_can_still_be_closed() {
    Polling.Hold hold = sim.polling(Polling.tick(Duration.ofMinutes(1)));
    Snapshot ticking = sim.snapshot();
    hold.close();

    sim.restore(ticking);

    assertThat(sim.polling()).isEqualTo(Polling.tick(Duration.ofMinutes(1)));
    hold.close();
    assertThat(sim.polling()).isEqualTo(Polling.off());
    assertThat(Simulator.of(ticking).polling()).isEqualTo(Polling.tick(Duration.ofMinutes(1)));
  }

  @Test
  void time_that_follows_a_wall_follows_it_from_the_moment_of_restoring() {
    AtomicReference<Instant> wall = new AtomicReference<>(Instant.EPOCH);
    sim.polling(Polling.scaled(60, wall::get));
    Snapshot scaled = sim.snapshot();
    wall.set(Instant.EPOCH.plusSeconds(1000));

    sim.restore(scaled);
    wall.set(Instant.EPOCH.plusSeconds(1010));
    sageMaker.listTrainingJobs();

    assertThat(sim.clock().now()).isEqualTo(scaled.takenAt().plusSeconds(600));
  }

  @Test
  void a_snapshot_of_another_kind_of_simulator_is_refused() {
    Snapshot other = Simulator.builder().seed(2).build().snapshot();

    assertThatThrownBy(() -> sim.restore(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: cannot restore [snapshot of account 123456789012 in us-east-1 with seed 2 at"
                + " 2026-01-01T00:00:00Z] in [simulator of account 123456789012 in us-east-1 with"
                + " seed 1 at 2026-01-01T00:00:00Z]: a snapshot is restored where account, region,"
                + " seed, start and services are the same; Simulator.of(snapshot) makes another"
                + " simulator");
  }

  @Test
  void a_timer_of_the_test_is_refused() {
    sim.clock().schedule(sim.clock().now().plusSeconds(9), "lunch", () -> {});

    assertThatThrownBy(sim::snapshot)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "mlsim: cannot take a snapshot at 2026-01-01T00:00:00Z: [lunch] is to happen at"
                + " 2026-01-01T00:00:09Z, and can't be copied; let it happen or cancel it first");
  }

  @Test
  void a_task_in_an_executor_is_refused_and_nothing_has_changed() {
    Snapshot start = sim.snapshot();
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    ScheduledExecutorService executor = sim.clock().scheduledExecutorService();
    Future<?> task = executor.schedule(() -> {}, 1, TimeUnit.HOURS);

    assertThat(task).isNotDone();
    assertThatThrownBy(() -> sim.restore(start))
        .hasMessageContaining("cannot restore a snapshot")
        .hasMessageContaining("1 task waits in executors of the clock");

    assertThat(status(sageMaker, "churn-1")).isEqualTo("InProgress");
    executor.shutdownNow();
    sim.restore(start);
    assertThat(sim.resources().all()).isEmpty();
  }

  @Test
  void threads_that_share_time_are_refused() {
    try (TimeBarrier barrier = sim.clock().barrier(2)) {
      assertThat(barrier).isNotNull();
      assertThatThrownBy(sim::snapshot).hasMessageContaining("share time by a barrier");
    }
    assertThat(sim.snapshot()).isNotNull();
  }

  @Test
  void the_inside_of_a_movement_of_time_is_refused() {
    AtomicReference<RuntimeException> refusal = new AtomicReference<>();
    sim.clock()
        .onAdvance(
            moved -> {
              try {
                sim.snapshot();
              } catch (IllegalStateException e) {
                refusal.set(e);
              }
            });

    sim.clock().advance(Duration.ofSeconds(1));

    assertThat(refusal.get()).hasMessageContaining("time is being moved");
  }

  @Test
  void the_inside_of_a_call_is_refused() {
    AtomicReference<RuntimeException> refusal = new AtomicReference<>();
    sim.transitions()
        .on(
            "training-job",
            "Training",
            job -> {
              try {
                sim.snapshot();
              } catch (IllegalStateException e) {
                refusal.set(e);
              }
            });
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    sageMaker.waiter().waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1"));

    assertThat(refusal.get()).hasMessageContaining("a call is being answered; wait until it is");
  }

  @Test
  void a_function_of_the_test_cannot_take_one() {
    sim.faults().onAll().where(input -> sim.snapshot().takenAt().equals(Instant.MAX)).throttle();

    assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageContaining("called the simulator");
  }

  @Test
  void the_journal_of_what_was_missing_goes_with_what_is_undone() {
    Snapshot start = sim.snapshot();
    assertThatThrownBy(() -> sageMaker.describeProject(r -> r.projectName("p")))
        .isNotInstanceOf(ResourceNotFoundException.class);

    sim.restore(start);

    assertThat(sim.journal().calls()).isEmpty();
  }
}
