package dev.mlsim.services.sagemaker.tuning;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import java.time.Duration;

/**
 * SageMaker's hyperparameter tuning jobs. What a tuning job is at inside a status AWS doesn't show;
 * here these are phases, so that a script can name them: it is Starting, and then in Training,
 * which lasts as long as its training jobs do, or as long as a script says if that is longer.
 * Errors as the Terraform provider and the operator of aws/amazon-sagemaker-operator-for-k8s match
 * them, shapes as the recorded answers of aws-controllers-k8s/sagemaker-controller.
 */
public final class TuningJobs {
  static final TypeRef REF =
      TypeRef.to("hyper-parameter-tuning-job", "hyper parameter tuning job", NOT_FOUND);

  /** Its training jobs are done. */
  static final String FINISH = "finish";

  /** It has enough, or has run as long as it may, and its training jobs are to be stopped. */
  static final String END = "end";

  /** A training job is to be stopped early. */
  static final String LOOK = "look";

  /** A training job was refused for now. */
  static final String WAIT = "wait";

  private static final String WAITING = "InProgress/Waiting";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("InProgress/Starting", ofSeconds(10)), rest("InProgress/Training"))
          .on(LOOK)
          .from("InProgress/Training")
          .goes(stay("InProgress/Looking", Duration.ZERO), rest("InProgress/Training"))
          .on(WAIT)
          .from("InProgress/Training")
          .goes(stay(WAITING, ofMinutes(1)), rest("InProgress/Training"))
          .on(FINISH)
          .from("InProgress/Training")
          .goes(stay("InProgress/Training", ofSeconds(5)), rest("Completed"))
          .on(FAIL)
          .from("InProgress/Starting", "InProgress/Training", WAITING)
          .goes(rest("Failed"))
          .on(STOP)
          .from("InProgress/Starting", "InProgress/Training", WAITING)
          .goes(rest("Stopping/Training"))
          .on(FINISH)
          .from("Stopping/Training")
          .goes(stay("Stopping/Training", ofSeconds(5)), rest("Stopped"))
          .on(END)
          .from("InProgress/Training")
          .goes(rest("Stopping/Ending"))
          .on(FINISH)
          .from("Stopping/Ending")
          .goes(stay("Stopping/Ending", ofSeconds(5)), rest("Completed"))
          .on(DELETE)
          .from("Completed", "Failed", "Stopped", "DeleteFailed")
          .goes(stay("Deleting", ofSeconds(5)), gone())
          .on(FAIL)
          .from("Deleting")
          .goes(rest("DeleteFailed"))
          .waitingIn("InProgress/Training", "Stopping/Training", "Stopping/Ending")
          .build();

  private TuningJobs() {}

  /** Declares the family. */
  public static void declare(Family family) {
    TuningQuotas.declare(family);
    ConventionalResource tuning = family.resource("HyperParameterTuningJob");
    tuning
        .lifecycle(LIFECYCLE)
        .ignoringCase()
        .computed("HyperParameterTuningEndTime", Jobs::ended)
        .computed("TrainingJobStatusCounters", Counters::ofStatus)
        .computed("ObjectiveStatusCounters", Counters::ofObjective)
        .computed("BestTrainingJob", Best::shown)
        .computed("OverallBestTrainingJob", Best::overall)
        .computed("TuningJobCompletionDetails", Criteria::details)
        .computed("ConsumedResources", Counters::consumed)
        .shows("Strategy", "HyperParameterTuningJobConfig.Strategy")
        .shows("ResourceLimits", "HyperParameterTuningJobConfig.ResourceLimits")
        .prepared(Defaults::fill)
        .durations(TuningJobs::durations)
        .entering("InProgress/Training", TuningCourse::begin)
        .entering("InProgress/Looking", EarlyStopping::stop)
        .entering("Stopping/Training", TuningCourse::stop)
        .entering("Stopping/Ending", TuningCourse::stop)
        .entering("Failed", TuningCourse::stopChildren)
        .requires(TuningRules.OF_SHAPE)
        .requires(RangeRules.OF_ALL)
        .requires(TuningRules.WARM_START)
        .thenRequires(TuningRules.OF_SURROUNDINGS)
        .within(TuningQuotas.toArray())
        .holds(Holding.of(TuningQuotas.JOBS).during("InProgress", "Stopping"))
        .listsUpwardsBy("HyperParameterTuningJobName")
        .emits(
            Emission.ofStatus(
                "SageMaker HyperParameter Tuning Job State Change",
                EventDetail.of(
                    """
                    HyperParameterTuningJobName HyperParameterTuningJobArn
                    HyperParameterTuningJobStatus FailureReason
                    TrainingJobDefinition(StaticHyperParameters
                      AlgorithmSpecification(TrainingImage TrainingInputMode MetricDefinitions)
                      RoleArn InputDataConfig VpcConfig OutputDataConfig ResourceConfig
                      StoppingCondition)
                    CreationTime:ms HyperParameterTuningEndTime:ms LastModifiedTime:ms
                    TrainingJobStatusCounters ObjectiveStatusCounters Tags
                    """)))
        .missing(
            NOT_FOUND, "Amazon SageMaker can't find a tuning job called {name}. Type another name.")
        .duplicate(
            IN_USE,
            "A hyperparameter tuning job with the name, {name}, already exists. Choose a different"
                + " name.")
        .refused(
            VALIDATION,
            "The hyperparameter tuning job {name} is already in status {status} and cannot be"
                + " stopped.")
        .refused(
            DELETE,
            VALIDATION,
            "The hyperparameter tuning job {name} is not in a terminal state. Its status is"
                + " {status}.");
    family
        .operation(
            "DescribeHyperParameterTuningJob",
            Describe.a(tuning.type()).showing(Children::unfinished))
        .operation("ListTrainingJobsForHyperParameterTuningJob", new ListChildren(tuning.type()))
        .watch("training-job", "InProgress/Starting", TuningCourse::adopt)
        .watch("training-job", "InProgress/Training", EarlyStopping::watch)
        .watch("training-job", "Completed/Completed", TuningCourse::ended)
        .watch("training-job", "Failed/Failed", TuningCourse::ended)
        .watch("training-job", "Stopped/Stopped", TuningCourse::ended)
        .watch("training-job", "Stopped/MaxRuntimeExceeded", TuningCourse::ended)
        .watch("training-job", "Stopped/MaxWaitTimeExceeded", TuningCourse::ended);
    TuningFacts.declare(family);
  }

  /** A warm start reads first what its parents know; each refusal in a row waits twice as long. */
  private static Plan durations(Resource job, Plan plan, World world) {
    if (plan.passes("Waiting")) {
      return plan.taking("Waiting", TuningCourse.pause(job, world.now()));
    }
    return job.attributes().has("WarmStartConfig") ? plan.taking("Starting", ofMinutes(6)) : plan;
  }
}
