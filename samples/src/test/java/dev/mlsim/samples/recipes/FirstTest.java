package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
class FirstTest {
  @Test
  void a_job_that_fails_says_why(SageMakerClient sageMaker, Simulator sim) {
    sim.script()
        .resource("training-job")
        .named("churn-*")
        .failAt("Training", "AlgorithmError: loss is NaN");

    sageMaker.createTrainingJob(
        r ->
            r.trainingJobName("churn-1")
                .roleArn("arn:aws:iam::123456789012:role/Training")
                .algorithmSpecification(
                    a ->
                        a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                            .trainingInputMode("File"))
                .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                .resourceConfig(
                    c -> c.instanceType("ml.m5.xlarge").instanceCount(1).volumeSizeInGB(30))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3600)));
    sim.clock().advance(Duration.ofHours(1));

    var job = sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
    assertThat(job.failureReason()).isEqualTo("AlgorithmError: loss is NaN");
    assertThat(sim).resource("training-job", "churn-1").isFailed();
  }
}
