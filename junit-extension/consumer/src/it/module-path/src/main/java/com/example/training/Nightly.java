package com.example.training;

import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Code that makes its own client. */
final class Nightly {
  int jobs() {
    try (SageMakerClient sageMaker =
        SageMakerClient.builder()
            .region(Region.EU_WEST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      return sageMaker.listTrainingJobs().trainingJobSummaries().size();
    }
  }
}
