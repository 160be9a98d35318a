package dev.mlsim.samples.sagemaker;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemaker.model.TrainingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

/**
 * Production code as a team would have it: trains the churn model of a night, waits with the SDK's
 * waiter, and tries again where that can help. It knows nothing of a simulator.
 */
public final class NightlyTraining {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyTraining.class);
  private static final int ATTEMPTS = 3;
  private static final int PAUSES = 8;
  private static final Duration PAUSE = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(7);
  private static final int LOOKS = 3;
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(30);
  private static final Set<TrainingJobStatus> OVER =
      Set.of(TrainingJobStatus.COMPLETED, TrainingJobStatus.FAILED, TrainingJobStatus.STOPPED);

  private final SageMakerClient sageMaker;
  private final Consumer<Duration> pause;

  /** Makes the training; it pauses on the wall's clock where AWS has no capacity. */
  public NightlyTraining(SageMakerClient sageMaker) {
    this(sageMaker, time -> LockSupport.parkNanos(time.toNanos()));
  }

  /**
   * Makes the training.
   *
   * @param sageMaker the client
   * @param pause how to pause where AWS has no capacity
   */
  public NightlyTraining(SageMakerClient sageMaker, Consumer<Duration> pause) {
    this.sageMaker = sageMaker;
    this.pause = pause;
  }

  /**
   * Trains the model of a night. Run again after a crash, it goes on with the job that it finds.
   *
   * @return the job that made the model
   * @throws IllegalStateException if no attempt completed, and why
   */
  public DescribeTrainingJobResponse run(LocalDate night) {
    String reason = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      DescribeTrainingJobResponse job = await(startInTime("churn-" + night + "-" + attempt));
      switch (job.trainingJobStatus()) {
        case COMPLETED -> {
          return job;
        }
        case FAILED -> reason = job.failureReason();
        default -> throw abandoned(job);
      }
      LOG.warn("training job {} failed: {}", job.trainingJobName(), reason);
      if (reason.startsWith("ClientError")) {
        break; // our input is wrong, and will be the next time too
      }
      if (reason.startsWith("CapacityError")) {
        pause.accept(PAUSE);
      }
    }
    throw new IllegalStateException("no churn model of " + night + ": " + reason);
  }

  /** Starts a job, or finds it started, and returns its name. */
  public String start(String name) {
    try {
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
    } catch (ResourceInUseException started) {
      // By an earlier run, or by an attempt of the SDK's whose answer was lost.
      LOG.info("training job {} is there already", name);
    }
    return name;
  }

  private String startInTime(String name) {
    for (int pauses = 0; true; pauses++) {
      try {
        return start(name);
      } catch (SageMakerException e) {
        boolean passes = e instanceof ResourceLimitExceededException || e.isThrottlingException();
        if (!passes || pauses == PAUSES) {
          throw e;
        }
        LOG.info("training job {} has to wait: {}", name, e.getMessage());
        pause.accept(PAUSE);
      }
    }
  }

  private DescribeTrainingJobResponse await(String name) {
    for (int looks = 1; true; looks++) {
      try (SageMakerWaiter waiter = sageMaker.waiter()) {
        waiter.waitUntilTrainingJobCompletedOrStopped(
            r -> r.trainingJobName(name), c -> c.waitTimeout(LONGEST));
      } catch (SdkException failed) {
        // The job failed, or took too long, or its creation isn't seen everywhere yet.
        LOG.debug("the waiter gave up", failed);
      }
      try {
        DescribeTrainingJobResponse job =
            sageMaker.describeTrainingJob(r -> r.trainingJobName(name));
        if (OVER.contains(job.trainingJobStatus()) || looks == LOOKS) {
          return job;
        }
      } catch (SageMakerException unseen) {
        if (looks == LOOKS) {
          throw unseen;
        }
      }
      pause.accept(SHORT_PAUSE);
    }
  }

  /** What neither completed nor failed must not go on costing. */
  private IllegalStateException abandoned(DescribeTrainingJobResponse job) {
    String name = job.trainingJobName();
    switch (job.trainingJobStatus()) {
      case IN_PROGRESS -> sageMaker.stopTrainingJob(r -> r.trainingJobName(name));
      default -> LOG.info("training job {} was stopped by somebody else", name);
    }
    return new IllegalStateException(
        "training job " + name + " was abandoned: it is " + job.secondaryStatusAsString());
  }
}
