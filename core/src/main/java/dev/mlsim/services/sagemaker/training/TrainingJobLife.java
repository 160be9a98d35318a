package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of a training job as the API reference has them (DescribeTrainingJob, "Managed Spot
 * Training Lifecycle" in the developer guide); their texts and times as Describe answered them in
 * the notebooks of aws/amazon-sagemaker-examples.
 */
final class TrainingJobLife {
  static final String INTERRUPT = "interrupt";
  static final String OUT_OF_RUNTIME = Jobs.OUT_OF_RUNTIME;

  static final String OUT_OF_WAIT = "run out of MaxWaitTimeInSeconds";

  private static final String DOWNLOADED =
      "Training image download completed. Training in progress.";
  private static final String UPLOADS = "Uploading generated training model";
  private static final String STOPS = "Stopping the training job";

  static final Lifecycle TABLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              thenWorks(
                  stay("InProgress/Starting", ofSeconds(5), "Starting the training job"),
                  launching(ofSeconds(55))))
          .on(PlannedCapacity.AWAIT)
          .from("InProgress/Starting")
          .goes(
              thenWorks(
                  stay("InProgress/Pending", ofMinutes(1), "Training job waiting for capacity"),
                  launching(ofSeconds(60))))
          .on(PlannedCapacity.GO)
          .from("InProgress/Pending")
          .goes(thenWorks(launching(ofSeconds(60))))
          .on(STOP)
          .from("InProgress/Pending")
          .goes(
              stay("Stopping/Stopping", ofSeconds(5), STOPS),
              rest("Stopped/Stopped", "Training job stopped"))
          .on(FAIL)
          .from("InProgress/Pending")
          .goes(rest("Failed/Failed", "Training job failed"))
          .on(FAIL)
          .from("InProgress/Starting", "InProgress/Downloading", "InProgress/Uploading")
          .goes(rest("Failed/Failed", "Training job failed"))
          .on(FAIL)
          .from("InProgress/Training")
          .goes(
              stay("InProgress/Uploading", ofSeconds(9), UPLOADS),
              rest("Failed/Failed", "Training job failed"))
          .on(Retries.RETRY)
          .from(
              "InProgress/Starting",
              "InProgress/Restarting",
              "InProgress/Downloading",
              "InProgress/Training",
              "InProgress/Uploading")
          .goes(
              thenWorks(
                  stay("InProgress/Restarting", ofSeconds(10), "Restarting the training job"),
                  launching(ofSeconds(60))))
          .on(STOP)
          .from("InProgress/Starting", "InProgress/Interrupted", "InProgress/Restarting")
          .goes(
              stay("Stopping/Starting", ofSeconds(2), "Launching requested ML instances"),
              stay("Stopping/Stopping", ofSeconds(60), STOPS),
              rest("Stopped/Stopped", "Training job stopped"))
          .on(STOP)
          .from("InProgress/Downloading")
          .goes(
              stay("Stopping/Downloading", ofSeconds(2), "Downloading input data"),
              stay("Stopping/Stopping", ofSeconds(60), STOPS),
              rest("Stopped/Stopped", "Training job stopped"))
          .on(STOP)
          .from("InProgress/Training", "InProgress/Uploading")
          .goes(
              stay("Stopping/Training", ofSeconds(2), DOWNLOADED),
              stay("Stopping/Stopping", ofSeconds(120), STOPS),
              stay("Stopping/Uploading", ofSeconds(9), UPLOADS),
              rest("Stopped/Stopped", "Training job stopped"))
          .on(OUT_OF_RUNTIME)
          .from("InProgress/Downloading", "InProgress/Training")
          .goes(
              stay("Stopping/Stopping", ofSeconds(120), STOPS),
              stay("Stopping/Uploading", ofSeconds(9), UPLOADS),
              rest(
                  "Stopped/MaxRuntimeExceeded",
                  "Training job runtime exceeded MaxRuntimeInSeconds provided"))
          .on(OUT_OF_WAIT)
          .from(
              "InProgress/Starting",
              "InProgress/Downloading",
              "InProgress/Training",
              "InProgress/Interrupted",
              "InProgress/Restarting")
          .goes(
              stay("Stopping/Stopping", ofSeconds(60), STOPS),
              rest(
                  "Stopped/MaxWaitTimeExceeded",
                  "Training job wait time exceeded MaxWaitTimeInSeconds provided"))
          .on(INTERRUPT)
          .from("InProgress/Training")
          .goes(
              stay("InProgress/Interrupted", ofSeconds(30), "Training job interrupted"),
              launching(ofSeconds(60)),
              stay("InProgress/Starting", ofSeconds(60), "Preparing the instances for training"),
              stay("InProgress/Downloading", ofSeconds(18), "Downloading input data"),
              stay("InProgress/Training", ofMinutes(30), DOWNLOADED),
              stay("InProgress/Uploading", ofSeconds(9), UPLOADS),
              rest("Completed/Completed", "Training job completed"))
          .on(DELETE)
          .from(
              "Completed/Completed",
              "Failed/Failed",
              "Stopped/Stopped",
              "Stopped/MaxRuntimeExceeded",
              "Stopped/MaxWaitTimeExceeded")
          .goes(stay("Deleting", ofSeconds(5)), gone())
          .build();

  private TrainingJobLife() {}

  private static Step launching(Duration time) {
    return stay("InProgress/Starting", time, "Launching requested ML instances");
  }

  /** What a job goes through to its end once its instances are launched, after those steps. */
  private static List<Step> thenWorks(Step... before) {
    List<Step> steps = new ArrayList<>(List.of(before));
    steps.addAll(
        List.of(
            stay("InProgress/Starting", ofSeconds(60), "Preparing the instances for training"),
            stay("InProgress/Downloading", ofSeconds(18), "Downloading input data"),
            stay("InProgress/Training", ofSeconds(20), "Downloading the training image"),
            stay("InProgress/Training", ofMinutes(30).minusSeconds(20), DOWNLOADED),
            stay("InProgress/Uploading", ofSeconds(9), UPLOADS),
            rest("Completed/Completed", "Training job completed")));
    return steps;
  }
}
