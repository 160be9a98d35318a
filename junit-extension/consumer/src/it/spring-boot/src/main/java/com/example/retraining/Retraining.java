package com.example.retraining;

import org.springframework.stereotype.Service;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sts.StsClient;

@Service
class Retraining {
  private final SageMakerClient sageMaker;
  private final StsClient sts;

  Retraining(SageMakerClient sageMaker, StsClient sts) {
    this.sageMaker = sageMaker;
    this.sts = sts;
  }

  String run(String name) {
    sageMaker.createTrainingJob(
        r ->
            r.trainingJobName(name)
                .roleArn("arn:aws:iam::123456789012:role/Training")
                .algorithmSpecification(
                    a ->
                        a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                            .trainingInputMode("File"))
                .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                .resourceConfig(
                    c -> c.instanceType("ml.m5.xlarge").instanceCount(1).volumeSizeInGB(30))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3600)));
    try (var waiter = sageMaker.waiter()) {
      return waiter
          .waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(name))
          .matched()
          .response()
          .orElseThrow()
          .trainingJobStatusAsString();
    }
  }

  String account() {
    return sts.getCallerIdentity().account();
  }
}
