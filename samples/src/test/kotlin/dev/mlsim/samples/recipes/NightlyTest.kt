package dev.mlsim.samples.recipes

import dev.mlsim.Simulator
import dev.mlsim.assertj.MlSimAssertions.assertThat
import dev.mlsim.junit.MlSimulator
import dev.mlsim.junit.Throttle
import java.time.Duration
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.sagemaker.SageMakerClient

@MlSimulator
class NightlyTest {
  @Test
  @Throttle(operation = "CreateTrainingJob", first = 2)
  fun `a throttled start is retried, and the job completes`(
    sageMaker: SageMakerClient,
    sim: Simulator,
  ) {
    sageMaker.createTrainingJob { r ->
      r.trainingJobName("churn-1")
        .roleArn("arn:aws:iam::123456789012:role/Training")
        .algorithmSpecification {
          it.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
            .trainingInputMode("File")
        }
        .outputDataConfig { it.s3OutputPath("s3://churn/models") }
        .resourceConfig { it.instanceType("ml.m5.xlarge").instanceCount(1).volumeSizeInGB(30) }
        .stoppingCondition { it.maxRuntimeInSeconds(3600) }
    }
    sim.clock().advance(Duration.ofHours(1))

    assertThat(sim).resource("training-job", "churn-1").hasStatus("Completed")
    assertThat(sim).called("CreateTrainingJob").times(3)
  }
}
