package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;

import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Prepared;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class PreparedTest {
  @Prepared
  static void trained(
      SageMakerClient sageMaker, Simulator sim) { // once; each test starts from here
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().runUntilIdle(Duration.ofDays(1));
  }

  @Test
  void the_job_has_ended(Simulator sim) {
    assertThat(sim).resource("training-job", "churn-1").hasStatus("Completed");
  }

  @Test
  void another_name_is_free(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createTrainingJob(job("churn-2"));
    assertThat(sim).resource("training-job", "churn-2").isInProgress();
  }

  @Test
  void within_a_test(SageMakerClient sageMaker, Simulator sim) {
    Snapshot trained = sim.snapshot();
    sageMaker.createTrainingJob(job("churn-2"));
    sim.clock().advance(Duration.ofHours(1));

    sim.restore(trained); // in time too
    assertThat(sim).doesNotHaveResource("training-job", "churn-2");

    Simulator another = Simulator.of(trained); // a world of its own, on any thread
    another.clock().advance(Duration.ofHours(1));
    assertThat(sim).hasNothingPending();
  }
}
