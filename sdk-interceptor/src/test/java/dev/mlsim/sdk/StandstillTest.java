package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class StandstillTest {
  private static final String TOLD =
      "looks at training-job [a] on its way, and the clock never moved: polling = \"settle\","
          + " advance, or the clock's scheduler";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      sageMaker.describeTrainingJob(r -> r.trainingJobName("a"));
    }
  }

  @Test
  void looks_at_an_unfinished_resource_on_a_clock_that_stands_are_told() {
    sageMaker.createTrainingJob(Jobs.job("a"));

    look(17);

    assertThat(sim.journal().story().text()).contains("  clock      17 " + TOLD);
    assertThat(sim.journal().story().html()).contains("17 looks at training-job [a] on its way");
  }

  @Test
  void a_few_looks_are_not() {
    sageMaker.createTrainingJob(Jobs.job("a"));

    look(4);

    assertThat(sim.journal().story().text()).doesNotContain("looks at");
  }

  @Test
  void nor_are_looks_before_the_clock_moved_and_at_what_is_at_rest() {
    sageMaker.createTrainingJob(Jobs.job("a"));
    look(17);

    sim.clock().advance(Duration.ofHours(1));
    look(17);

    assertThat(sim.journal().story().text()).doesNotContain("looks at");
  }
}
