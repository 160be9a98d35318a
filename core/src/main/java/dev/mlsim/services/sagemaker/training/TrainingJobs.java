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
        .usualRate("sagemaker:CreateTrainingJob", 1)
        .judged(
            "rules-hold-instances",
            "CreateTrainingJob.ResourceLimitExceeded",
            "A rule of Debugger or Profiler holds one processing instance while its processing job"
                + " runs; one without InstanceType counts in the quota over all types only, and"
                + " costs nothing.")
        .judged(
            "training-retries",
            "training-job.RetryStrategy",
            "a job that would fail by an InternalServerError is Restarting for 10 seconds and then"
                + " Starting, with all that follows, as often as its RetryStrategy says; a test's"
                + " script has its say in each attempt")
        .judged(
            "rule-events",
            "training-job.DebugRuleEvaluationStatuses",
            "a training job sends its event again when the status of one of its rules has changed;"
                + " a word of RuleFindings that is said after the training began counts at its"
                + " end")
        .judged(
            "rule-steps",
            "training-job.DebugRuleEvaluationStatuses",
            "the step at which an issue was found counts the seconds of training")
        .judged(
            "serverless-jobs",
            "training-job.ServerlessJobConfig",
            "the words for what a serverless job must and mustn't say, its tokens (a thousand for"
                + " each second of training), its steps (100 an epoch, as many epochs as the"
                + " hyper-parameter max_epochs says, else 1) and the ids of its MLflow run")
        .judged(
            "spot-saving",
            "training-job.BillableTimeInSeconds",
            "a spot job saves 60 to 70 %, drawn from the seed")
        .differs(
            "spot-instance-hours",
            "training-job.EnableManagedSpotTraining",
            "sim.billing() counts the hours that a spot job's instances run; what it saves is in"
                + " BillableTimeInSeconds only")
        .judged(
            "raised-warm-pool-quota",
            "training-job.WarmPoolStatus",
            "by default the quota of warm pools is 1,000 instances of each type, as in an account"
                + " that has had it raised; it is 0 in a new one, where a pool is not kept and"
                + " nothing says so")
        .judged(
            "warm-pool-times",
            "training-job.WarmPoolStatus",
            "a warm pool is InUse from when its instances are up; a job that takes one over starts"
                + " in 5 seconds; a changed keep-alive period counts from the end of the job")
        .judged(
            "warm-pool-without-keep-alive",
            "training-job.WarmPoolStatus",
            "a job without KeepAlivePeriodInSeconds takes over a pool that matches, and keeps none")
        .judged(
            "delete-with-warm-pool-wording",
            "DeleteTrainingJob.ResourceInUse",
            "the text of ResourceInUse for a job with a warm pool")
        .differs(
            "runtime-to-the-second",
            "training-job.StoppingCondition",
            "MaxRuntimeInSeconds is enforced to the second; AWS is minutes late, which no test"
                + " could rely on")
        .judged(
            "training-time",
            "training-job",
            "a job trains for half an hour, or half its MaxRuntimeInSeconds if that is shorter,"
                + " unless a script says otherwise")
        .judged(
            "second-stop",
            "StopTrainingJob.ValidationException",
            "a second Stop while Stopping is refused like one at the end")
        .judged(
            "delete-running-job-wording",
            "DeleteTrainingJob.ResourceInUse",
            "the text of ResourceInUse for a job that runs")
        .judged(
            "training-job-algorithm",
            "CreateTrainingJob.AlgorithmSpecification",
            "A job of an algorithm keeps to its instance types, channels, input modes and"
                + " hyperparameters, else ValidationException in our words; it shows the"
                + " algorithm's ARN and metrics. One of another account is taken to exist.")
        .judged(
            "training-job-wording",
            "CreateTrainingJob.ValidationException",
            "the texts for doubled channels, KeepAlive, and a ResourceConfig without instances;"
                + " an image of a host that isn't ECR is taken for one of a private registry")
        .judged(
            "rare-phases-wording",
            "training-job.SecondaryStatusTransitions",
            "the messages of the phases Interrupted, MaxRuntimeExceeded and MaxWaitTimeExceeded")
        .judged(
            "training-job-pages",
            "ListTrainingJobs.NextToken",
            "ten to a page, newest first; a token lives for a day");
  }
}
