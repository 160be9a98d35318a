package dev.mlsim.samples.recipes;

import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** The training job that most recipes start. */
final class Jobs {
  private Jobs() {}

  static CreateTrainingJobRequest job(String name) {
    return CreateTrainingJobRequest.builder()
        .trainingJobName(name)
        .roleArn("arn:aws:iam::123456789012:role/Training")
        .algorithmSpecification(a -> a.trainingImage("churn:7").trainingInputMode("File"))
        .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
        .resourceConfig(c -> c.instanceType("ml.m5.xlarge").instanceCount(1).volumeSizeInGB(30))
        .stoppingCondition(s -> s.maxRuntimeInSeconds(3 * 3600))
        .build();
  }
}
