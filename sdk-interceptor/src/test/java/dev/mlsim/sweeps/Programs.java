package dev.mlsim.sweeps;

import dev.mlsim.fixtures.Jobs;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

/** Programs with a fault each, as they are met in production, and what they should have been. */
final class Programs {
  private static final String JOB = "churn-1";
  private static final byte[] IMAGE = {1, 2, 3};

  private Programs() {}

  /** Every try has a name of its own, so that a lost answer costs twice. */
  static void triesAgainUnderAnotherName(SageMakerClient sageMaker) {
    for (int attempt = 1; true; attempt++) {
      try {
        sageMaker.createTrainingJob(Jobs.job("churn-" + attempt));
        requireCompleted(await(sageMaker, "churn-" + attempt));
        return;
      } catch (SdkException e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  /** Whoever stops the job makes it a success. */
  static void takesStoppedForSuccess(SageMakerClient sageMaker) {
    start(sageMaker);
    if (await(sageMaker, JOB).trainingJobStatus() == TrainingJobStatus.FAILED) {
      throw new IllegalStateException("the job has failed");
    }
  }

  /** Nobody learns that there is no job. */
  static void swallowsTheException(SageMakerClient sageMaker) {
    try {
      start(sageMaker);
      await(sageMaker, JOB);
    } catch (SdkException e) {
      // "can't happen"
    }
  }

  /** What comes between starting and stopping may fail. */
  static void skipsTheCleanUp(LookoutVisionClient lookout) {
    lookout.startModel(r -> r.projectName("circuits").modelVersion("1").minInferenceUnits(1));
    awaitHosted(lookout);
    detect(lookout);
    lookout.stopModel(r -> r.projectName("circuits").modelVersion("1"));
  }

  /** A job that fails is never completed. */
  static void pollsWithoutEnd(SageMakerClient sageMaker, Consumer<Duration> pause) {
    start(sageMaker);
    while (describe(sageMaker).trainingJobStatus() != TrainingJobStatus.COMPLETED) {
      pause.accept(Duration.ofMinutes(15));
    }
  }

  /** The words of an error whose body can't be read are null. */
  static void readsTheWordsOfErrors(SageMakerClient sageMaker) {
    try {
      sageMaker.describeModel(r -> r.modelName("churn"));
    } catch (SageMakerException e) {
      if (!e.awsErrorDetails().errorMessage().contains("Could not find")) {
        throw e;
      }
    }
  }

  /** The retry of a create whose answer was lost finds the name taken. */
  static void takesAnEndpointThatIsThereForAFailure(SageMakerClient sageMaker) {
    sageMaker.createEndpoint(r -> r.endpointName("churn").endpointConfigName("churn"));
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilEndpointInService(r -> r.endpointName("churn"));
    }
  }

  /** A name that is taken stays taken: running it again never helps. */
  static void insistsOnANewJob(SageMakerClient sageMaker) {
    sageMaker.createTrainingJob(Jobs.job(JOB));
    requireCompleted(await(sageMaker, JOB));
  }

  /**
   * As it should be: it finds what an earlier attempt has started, and trusts no status but one.
   */
  static void trains(SageMakerClient sageMaker) {
    start(sageMaker);
    requireCompleted(await(sageMaker, JOB));
  }

  /** As it should be: whatever happens after starting, it is stopped. */
  static void inspects(LookoutVisionClient lookout, Consumer<Duration> pause) {
    try {
      lookout.startModel(r -> r.projectName("circuits").modelVersion("1").minInferenceUnits(1));
      awaitHosted(lookout);
      detect(lookout);
    } finally {
      stop(lookout, pause);
    }
  }

  private static void stop(LookoutVisionClient lookout, Consumer<Duration> pause) {
    for (int looks = 0; looks < 60; looks++) {
      try {
        lookout.stopModel(r -> r.projectName("circuits").modelVersion("1"));
        return;
      } catch (SdkException notYet) {
        pause.accept(Duration.ofMinutes(1));
      }
    }
  }

  private static void start(SageMakerClient sageMaker) {
    try {
      sageMaker.createTrainingJob(Jobs.job(JOB));
    } catch (ResourceInUseException there) {
      // An attempt of ours whose answer was lost, or an earlier run's.
    }
  }

  private static DescribeTrainingJobResponse await(SageMakerClient sageMaker, String name) {
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(name));
    } catch (SdkException failed) {
      return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
    }
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
  }

  private static DescribeTrainingJobResponse describe(SageMakerClient sageMaker) {
    return sageMaker.describeTrainingJob(r -> r.trainingJobName(JOB));
  }

  private static void requireCompleted(DescribeTrainingJobResponse job) {
    if (job.trainingJobStatus() != TrainingJobStatus.COMPLETED) {
      throw new IllegalStateException(
          job.trainingJobName() + " is " + job.trainingJobStatusAsString());
    }
  }

  private static void awaitHosted(LookoutVisionClient lookout) {
    ModelStatus status =
        lookout
            .describeModel(r -> r.projectName("circuits").modelVersion("1"))
            .modelDescription()
            .status();
    if (status != ModelStatus.HOSTED) {
      throw new IllegalStateException("the model is " + status);
    }
  }

  private static void detect(LookoutVisionClient lookout) {
    lookout.detectAnomalies(
        r -> r.projectName("circuits").modelVersion("1").contentType("image/png"),
        RequestBody.fromBytes(IMAGE));
  }

  /** What an endpoint needs. */
  static void arrangeEndpoint(SageMakerClient sageMaker) {
    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(
                    c -> c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")));
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .productionVariants(
                    v ->
                        v.variantName("all")
                            .modelName("churn")
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1)));
  }
}
