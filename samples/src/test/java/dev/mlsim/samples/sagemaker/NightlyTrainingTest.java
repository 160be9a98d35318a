package dev.mlsim.samples.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class NightlyTrainingTest {

  @Test
  void trains_again_under_a_new_name_when_the_first_run_fails(
      SageMakerClient sageMaker, Simulator sim) {
    sim.script()
        .resource("training-job")
        .named("churn-1")
        .failAt("Training", "AlgorithmError: loss is NaN");
    sim.faults().on("CreateTrainingJob").first(2).throttle();

    String model = new NightlyTraining(sageMaker, sim.clock()::sleep).run();

    assertThat(model).isEqualTo("s3://churn/models/churn-2/output/model.tar.gz");
    assertThat(sim.resources().get("training-job", "churn-1").status()).isEqualTo("Failed");
    assertThat(sim.resources().get("training-job", "churn-2").status()).isEqualTo("Completed");
    assertThat(sim.journal().calls("CreateTrainingJob")).hasSize(4);
  }

  @Test
  void a_job_is_in_progress_while_it_trains(SageMakerClient sageMaker, Simulator sim) {
    String job = new NightlyTraining(sageMaker, sim.clock()::sleep).start("churn-1");

    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(sim.resources().get("training-job", job).status()).isEqualTo("InProgress");
  }
}
