package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class ServerlessTrainingTest {
  private static final String BASE =
      "arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llama/1.0.0";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private static CreateTrainingJobRequest tuned(String group) {
    return CreateTrainingJobRequest.builder()
        .trainingJobName("llama-1")
        .roleArn("arn:aws:iam::123456789012:role/Trainer")
        .hyperParameters(Map.of("max_epochs", "2"))
        .outputDataConfig(o -> o.s3OutputPath("s3://models/tuned"))
        .serverlessJobConfig(
            s -> s.baseModelArn(BASE).jobType("FineTuning").customizationTechnique("SFT"))
        .modelPackageConfig(p -> p.modelPackageGroupArn(group))
        .build();
  }

  @Test
  void a_tuned_model_is_a_version_in_the_registry_and_costs_tokens() {
    String group =
        sageMaker
            .createModelPackageGroup(r -> r.modelPackageGroupName("llamas"))
            .modelPackageGroupArn();
    sageMaker.createTrainingJob(tuned(group));
    sim.clock().advance(Duration.ofMinutes(5));
    DescribeTrainingJobResponse early =
        sageMaker.describeTrainingJob(r -> r.trainingJobName("llama-1"));
    assertThat(early.progressInfo().maxEpoch()).isEqualTo(2);
    assertThat(early.outputModelPackageArn()).isNull();

    sim.clock().advance(Duration.ofHours(3));

    DescribeTrainingJobResponse done =
        sageMaker.describeTrainingJob(r -> r.trainingJobName("llama-1"));
    assertThat(done.trainingJobStatusAsString()).isEqualTo("Completed");
    assertThat(done.billableTokenCount()).isPositive();
    assertThat(done.billableTimeInSeconds()).isNull();
    assertThat(done.progressInfo().currentEpoch()).isEqualTo(2);
    assertThat(
            sageMaker
                .describeModelPackage(r -> r.modelPackageName(done.outputModelPackageArn()))
                .modelPackageGroupName())
        .isEqualTo("llamas");
  }

  @Test
  void a_serverless_job_says_nothing_of_machines() {
    assertThatThrownBy(
            () ->
                sageMaker.createTrainingJob(
                    tuned("arn:aws:sagemaker:us-east-1:123456789012:model-package-group/llamas")
                        .copy(
                            r ->
                                r.resourceConfig(
                                    c ->
                                        c.instanceCount(1)
                                            .instanceType("ml.g5.xlarge")
                                            .volumeSizeInGB(30)))))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("ResourceConfig cannot be specified with ServerlessJobConfig.");
  }
}
