package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SecondaryStatusTransition;

class TrainingJobLifeTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_job_goes_through_its_phases_as_time_passes() {
    sageMaker.createTrainingJob(TrainingJobExamples.job("churn-1"));

    sim.clock().advance(Duration.ofHours(1));

    DescribeTrainingJobResponse job = describe("churn-1");
    assertThat(job.trainingJobStatusAsString()).isEqualTo("Completed");
    assertThat(job.secondaryStatusTransitions())
        .extracting(SecondaryStatusTransition::statusAsString)
        .isEqualTo(List.of("Starting", "Downloading", "Training", "Uploading", "Completed"));
    System.out.println(job);
    System.out.println(sim.journal().text());
  }

  private DescribeTrainingJobResponse describe(String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }
}
