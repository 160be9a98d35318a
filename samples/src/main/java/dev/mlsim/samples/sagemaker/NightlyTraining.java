package dev.mlsim.samples.sagemaker;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/**
 * Production code as a team would have it: starts tonight's training job, polls it to its end, and
 * tries once more under a new name if it failed. It knows nothing of a simulator.
 */
public final class NightlyTraining {
  private static final int ATTEMPTS = 2;
  private static final Duration POLL = Duration.ofMinutes(2);

  private final SageMakerClient sageMaker;
  private final Consumer<Duration> sleep;

  /**
   * Makes the job.
   *
   * @param sageMaker the client
   * @param sleep how to wait between two polls
   */
  public NightlyTraining(SageMakerClient sageMaker, Consumer<Duration> sleep) {
    this.sageMaker = sageMaker;
    this.sleep = sleep;
  }

  /**
   * Trains the model.
   *
   * @return where the model is
   * @throws IllegalStateException if no attempt completed
   */
  public String run() {
    String reason = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      DescribeTrainingJobResponse job = await(start("churn-" + attempt));
      if (job.trainingJobStatus() == TrainingJobStatus.COMPLETED) {
        return job.modelArtifacts().s3ModelArtifacts();
      }
      reason = job.trainingJobStatusAsString() + " " + job.failureReason();
    }
    throw new IllegalStateException("training failed: " + reason);
  }

  /** Starts a job and returns its name. */
  public String start(String name) {
    sageMaker.createTrainingJob(
        r ->
            r.trainingJobName(name)
                .roleArn("arn:aws:iam::123456789012:role/Training")
                .algorithmSpecification(
                    a ->
                        a.trainingImage("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                            .trainingInputMode(TrainingInputMode.FILE))
                .outputDataConfig(o -> o.s3OutputPath("s3://churn/models"))
                .resourceConfig(
                    c ->
                        c.instanceType(TrainingInstanceType.ML_M5_XLARGE)
                            .instanceCount(1)
                            .volumeSizeInGB(30))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(6 * 3600)));
    return name;
  }

  private DescribeTrainingJobResponse await(String name) {
    while (true) {
      DescribeTrainingJobResponse job = sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
      switch (job.trainingJobStatus()) {
        case COMPLETED, FAILED, STOPPED -> {
          return job;
        }
        default -> sleep.accept(POLL);
      }
    }
  }
}
