package dev.mlsim.junit;

import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;

/** Requests that tests start from. */
public final class Jobs {
  private Jobs() {}

  /** A plain job that keeps every rule. */
  public static CreateTrainingJobRequest job(String name) {
    return CreateTrainingJobRequest.builder()
        .trainingJobName(name)
        .roleArn("arn:aws:iam::123456789012:role/Training")
        .algorithmSpecification(
            a ->
                a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                    .trainingInputMode(TrainingInputMode.FILE))
        .outputDataConfig(o -> o.s3OutputPath("s3://bucket/models"))
        .resourceConfig(
            r ->
                r.instanceType(TrainingInstanceType.ML_M5_XLARGE)
                    .instanceCount(1)
                    .volumeSizeInGB(30))
        .stoppingCondition(s -> s.maxRuntimeInSeconds(86_400))
        .build();
  }
}
