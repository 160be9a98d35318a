package dev.mlsim.sdk.faults;

import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/** Training jobs that tests start from. */
final class Jobs {
  private Jobs() {}

  /** A plain job that keeps every rule. */
  static CreateTrainingJobRequest job(String name) {
    return job(name, b -> {});
  }

  static CreateTrainingJobRequest job(
      String name, Consumer<CreateTrainingJobRequest.Builder> special) {
    return dev.mlsim.sdk.waiting.Jobs.job(name).toBuilder().applyMutation(special).build();
  }

  static DescribeTrainingJobResponse describe(SageMakerClient sageMaker, String name) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }
}
