package dev.mlsim.services.sagemaker.training;

import dev.mlsim.service.Family;

/** What is judged of training jobs, and what is known to be different. */
final class TrainingJobFacts {
  private TrainingJobFacts() {}

  static void declare(Family family) {
    family
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
