package dev.mlsim.sdk.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class PollingTest {

  @Test
  void settle_shows_the_end_at_the_first_look() {
    Simulator sim = Simulator.builder().polling(Polling.settle()).build();
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(status(sageMaker)).isEqualTo("Completed");

    assertThat(sim.clock().now())
        .isEqualTo(sim.resources().get("training-job", "churn-1").lastChanged());
  }

  @Test
  void settle_holds_for_lists_too() {
    Simulator sim = Simulator.builder().polling(Polling.settle()).build();
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    sageMaker.createTrainingJob(Jobs.job("churn-2"));
    sim.script().resource("training-job").named("churn-2").stuckAt("Starting");

    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries())
        .extracting(job -> job.trainingJobStatusAsString())
        .containsExactlyInAnyOrder("Completed", "InProgress");
  }

  @Test
  void tick_moves_by_a_step_while_something_is_unfinished() {
    Simulator sim = Simulator.builder().polling(Polling.tick(Duration.ofMinutes(1))).build();
    Instant start = sim.clock().now();
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    status(sageMaker);
    sageMaker.listTrainingJobs();

    assertThat(sim.clock().now()).isEqualTo(start.plus(Duration.ofMinutes(2)));
    assertThat(sim.journal().text()).contains("polling: ", ", by DescribeTrainingJob");

    sim.clock().advance(Duration.ofDays(1));
    status(sageMaker);
    sageMaker.listTrainingJobs();

    assertThat(sim.clock().now()).isEqualTo(start.plus(Duration.ofDays(1)).plusSeconds(120));
  }

  @Test
  void tick_lets_the_patience_with_a_stuck_job_end() {
    Simulator sim = Simulator.builder().polling(Polling.tick(Duration.ofMinutes(1))).build();
    sim.script().resource("training-job").stuckAt("InProgress/Starting");
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Instant deadline = sim.clock().now().plus(Duration.ofHours(1));

    while (sim.clock().now().isBefore(deadline)) {
      assertThat(status(sageMaker)).isEqualTo("InProgress");
    }

    assertThat(sim.journal().calls("DescribeTrainingJob")).hasSize(60);
  }

  @Test
  void a_loop_with_its_own_patience_sees_the_phases_go_by() {
    Simulator sim = Simulator.builder().polling(Polling.tick(Duration.ofMinutes(1))).build();
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    int looks = 1;
    while (!status(sageMaker).equals("Completed")) {
      looks++;
    }

    assertThat(looks).isGreaterThan(3);
  }

  @Test
  @SuppressWarnings("try") // held for the block
  void a_policy_is_held_for_a_block() {
    Simulator sim = Simulator.create();
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    assertThat(status(sageMaker)).isEqualTo("InProgress");

    try (Polling.Hold outer = sim.polling(Polling.settle());
        Polling.Hold inner = sim.polling(Polling.off())) {
      assertThat(status(sageMaker)).isEqualTo("InProgress");
      inner.close();
      assertThat(sim.polling()).isEqualTo(Polling.settle());
      assertThat(status(sageMaker)).isEqualTo("Completed");
    }

    assertThat(sim.polling()).isEqualTo(Polling.off());
  }

  @Test
  void scaled_follows_the_wall() {
    AtomicReference<Instant> wall = new AtomicReference<>(Instant.EPOCH);
    Simulator sim =
        Simulator.builder().polling(Polling.scaled(60, InstantSource.fixed(Instant.EPOCH))).build();
    Instant start = sim.clock().now();
    sim.polling(Polling.scaled(60, wall::get));
    SageMakerClient sageMaker = client(sim);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    wall.set(Instant.EPOCH.plusSeconds(2));
    status(sageMaker);

    assertThat(sim.clock().now()).isEqualTo(start.plusSeconds(120));
    wall.set(Instant.EPOCH.plusSeconds(3600));
    assertThat(status(sageMaker)).isEqualTo("Completed");
    assertThat(sim.clock().now()).isEqualTo(start.plus(Duration.ofHours(60)));
  }

  @Test
  void reset_ends_what_is_held() {
    Simulator sim = Simulator.builder().polling(Polling.tick(Duration.ofSeconds(1))).build();
    Polling.Hold held = sim.polling(Polling.settle());

    sim.reset();
    held.close();

    assertThat(sim.polling()).isEqualTo(Polling.tick(Duration.ofSeconds(1)));
    assertThat(sim.toBuilder().build().polling()).isEqualTo(sim.polling());
  }

  @Test
  void senseless_policies_are_refused_in_words() {
    assertThatThrownBy(() -> Polling.tick(Duration.ZERO))
        .hasMessage(
            "mlsim: cannot tick by [PT0S]: a step is more than zero; Polling.off() is none");
    assertThatThrownBy(() -> Polling.scaled(0, InstantSource.system()))
        .hasMessage("mlsim: cannot scale time by [0.0]: a factor is more than zero and finite");
  }

  private static SageMakerClient client(Simulator sim) {
    return SimulatedClients.of(sim).create(SageMakerClient.class);
  }

  private static String status(SageMakerClient sageMaker) {
    return sageMaker
        .describeTrainingJob(r -> r.trainingJobName("churn-1"))
        .trainingJobStatusAsString();
  }
}
