package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import dev.mlsim.services.sagemaker.vocabulary.AlgorithmUse;
import dev.mlsim.services.sagemaker.vocabulary.ContainerStreams;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Jobs;
import dev.mlsim.services.sagemaker.vocabulary.ProcessingInstances;
import dev.mlsim.services.sagemaker.vocabulary.RuleJobs;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;

/** SageMaker's training jobs. */
public final class TrainingJobs {
  /** Of jobs, and of the instances that are kept for the next one. */
  static final InstanceQuotas QUOTAS =
      new InstanceQuotas("TrainingInstanceType", job -> job.path("ResourceConfig"))
          .takingOver(call -> WarmPools.match(call.input(), call.world()))
          .each("training job usage", job -> !isSpot(job))
          .each("spot training job usage", TrainingJobs::isSpot)
          .all("Number of instances across all training jobs", 10_000, 4, job -> !isSpot(job))
          .all("Number of instances across all spot training jobs", 10_000, 4, TrainingJobs::isSpot)
          .perCall(
              "Maximum number of instances per training job",
              "Instances",
              20,
              call -> isSpot(call.input()) ? 0 : instances(call))
          .perCall(
              "Maximum number of instances per spot training job",
              "Instances",
              20,
              call -> isSpot(call.input()) ? instances(call) : 0)
          .perCall(
              "Longest run time for a training job",
              "Seconds",
              432_000,
              "StoppingCondition.MaxRuntimeInSeconds")
          .perCall(
              "Keep alive period for cluster reuse",
              "Seconds",
              3_600,
              "ResourceConfig.KeepAlivePeriodInSeconds")
          .volume(
              "Size of EBS volume for a training job instance", "ResourceConfig.VolumeSizeInGB");

  // Lambdas that call a class load it when they are called, references to its methods before.
  private static final ResourceType.Effect METRICS =
      (job, world) -> TrainingJobMetrics.read(job, world);

  static final ResourceType TYPE =
      ResourceType.named("training-job")
          .identifiedBy("TrainingJobName")
          .arn("TrainingJobArn", "training-job/{key}")
          .lifecycle(TrainingJobLife.TABLE)
          .status("TrainingJobStatus")
          .computed("SecondaryStatus", TrainingJobTimes::secondaryStatus)
          .computed("SecondaryStatusTransitions", TrainingJobTimes::transitions)
          .times("CreationTime", "LastModifiedTime")
          .computed("TrainingStartTime", TrainingJobTimes::started)
          .computed("TrainingEndTime", Jobs::ended)
          .computed("TrainingTimeInSeconds", TrainingJobTimes::trained)
          .computed("BillableTimeInSeconds", TrainingJobTimes::billed)
          .computed("ModelArtifacts", TrainingJobTimes::artifacts)
          .computed("BillableTokenCount", new Serverless.Shown("BillableTokenCount"))
          .computed("ProgressInfo", new Serverless.Shown("ProgressInfo"))
          .computed("MlflowDetails", new Serverless.Shown("MlflowDetails"))
          .computed("OutputModelPackageArn", new Serverless.Shown("OutputModelPackageArn"))
          .computed("WarmPoolStatus", WarmPools::status)
          .computed("ProfilingStatus", TrainingJobTimes::profiling)
          .computed("ProfilerConfig", DebuggerRules::profiler)
          .computed(RuleJobs.DEBUG_RULES, DebuggerRules.rules(RuleJobs.DEBUG_RULES))
          .computed(RuleJobs.PROFILER_RULES, DebuggerRules.rules(RuleJobs.PROFILER_RULES))
          .computed("DebugRuleEvaluationStatuses", DebuggerRules.statuses(RuleJobs.DEBUG_RULES))
          .computed(
              "ProfilerRuleEvaluationStatuses", DebuggerRules.statuses(RuleJobs.PROFILER_RULES))
          .entering("InProgress/Starting", WarmPools::reuse)
          .entering("InProgress/Restarting", (job, world) -> Retries.restart(job, world))
          .entering("InProgress/Downloading", WarmPools::hold)
          .entering("InProgress/Training", (job, world) -> TrainingJobMetrics.train(job, world))
          .entering("Completed/Completed", METRICS)
          .entering("Failed/Failed", METRICS)
          .entering("Stopped/Stopped", METRICS)
          .entering("Stopped/MaxRuntimeExceeded", METRICS)
          .entering("Stopped/MaxWaitTimeExceeded", METRICS)
          .computed("FinalMetricDataList", (job, world) -> TrainingJobMetrics.shown(job, world))
          .entering("Completed/Completed", TrainingJobArtifacts::upload)
          .entering("Failed/Failed", TrainingJobArtifacts::upload)
          .entering("Stopped/Stopped", TrainingJobArtifacts::upload)
          .entering("Stopped/MaxRuntimeExceeded", TrainingJobArtifacts::upload)
          .entering("Completed/Completed", WarmPools::keep)
          .entering("Failed/Failed", WarmPools::keep)
          .entering("Stopped/Stopped", WarmPools::keep)
          .entering("Stopped/MaxRuntimeExceeded", WarmPools::keep)
          .entering("Gone", WarmPools::forget)
          .computed("FailureReason", SharedErrors::failureReason)
          .logs((job, world) -> ContainerStreams.ofTraining(job, world))
          .emits(
              new Emission(
                  "SageMaker Training Job State Change",
                  Emission.Moment.PHASE,
                  (type, job, world) -> TrainingJobEvents.detail(type, job, world)))
          .emits(
              new Emission(
                  "SageMaker Training Job State Change",
                  Emission.Moment.TOUCH,
                  new DebuggerRules.Told()))
          .bills(
              Rate.byName("ml.*", TrainingJobTimes::instances)
                  .during(
                      "InProgress/Downloading",
                      "InProgress/Training",
                      "InProgress/Uploading",
                      "Stopping/Training",
                      "Stopping/Stopping",
                      "Stopping/Uploading"))
          .holds(QUOTAS.held().untilFinished())
          .defaults(
              """
              {'InputDataConfig': [],
               'StoppingCondition': {'MaxRuntimeInSeconds': 86400},
               'OutputDataConfig': {'KmsKeyId': '', 'CompressionType': 'GZIP'},
               '?DebugHookConfig': {'CollectionConfigurations': []},
               'EnableNetworkIsolation': false,
               'EnableInterContainerTrafficEncryption': false,
               'EnableManagedSpotTraining': false}
              """)
          .prepared(
              (call, job) -> {
                if (call.has("AlgorithmSpecification.AlgorithmName")) {
                  AlgorithmUse.fill(call, job);
                }
                TrainingJobRules.fill(job);
                if (isSpot(job.attributes())) {
                  TrainingJobTimes.save(job, call.world());
                }
                DebuggerRules.prepare(call);
                WarmPools.claim(call, job);
              })
          .durations(TrainingJobRules::durations)
          .limits(TrainingJobRules::limits)
          .missing(VALIDATION, (call, name) -> "Requested resource not found.")
          .duplicate(
              (call, job) ->
                  new ServiceError(
                      IN_USE,
                      "Training job names must be unique within an AWS account and region, and a"
                          + " training job with this name already exists ("
                          + job.arn()
                          + ")"))
          .refused(SharedErrors.jobInStatus("training job"))
          .build();

  private TrainingJobs() {}

  private static long instances(Call call) {
    return InstanceQuotas.count(call.input().path("ResourceConfig"));
  }

  private static boolean isSpot(JsonNode job) {
    return job.path("EnableManagedSpotTraining").asBoolean();
  }

  /** Declares the family. */
  public static void declare(Family family) {
    QUOTAS.declare(family);
    WarmPools.declare(family);
    family
        .type(TYPE)
        .operation(
            "CreateTrainingJob",
            Create.a(TYPE)
                .requires(TrainingJobRules.OF_CREATE)
                .thenRequires(TrainingJobRules.OF_SURROUNDINGS)
                .thenRequires(SharedErrors.EXPERIMENT_EXISTS, SharedErrors.TRIAL_EXISTS)
                .within(QUOTAS.toArray())
                .within(ProcessingInstances.QUOTAS.toArray()))
        .operation("DescribeTrainingJob", Describe.a(TYPE))
        .operation(
            "ListTrainingJobs",
            ListAll.of(TYPE)
                .ascendingIfSorted()
                .filter("WarmPoolStatusEquals", WarmPools::hasStatus))
        .operation("StopTrainingJob", Trigger.by(STOP, TYPE))
        .operation(
            "UpdateTrainingJob",
            Update.a(TYPE)
                .requires(TrainingJobRules.OF_UPDATE)
                .changing((call, job) -> DebuggerRules.replaced(call, WarmPools.update(call, job))))
        .operation(
            "DeleteTrainingJob", Trigger.by(DELETE, TYPE).requires(TrainingJobRules.OF_DELETE))
        .usualRate("sagemaker:CreateTrainingJob", 1);
    TrainingJobFacts.declare(family);
  }
}
