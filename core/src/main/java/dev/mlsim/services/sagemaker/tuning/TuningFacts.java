package dev.mlsim.services.sagemaker.tuning;

import dev.mlsim.service.Family;

/** What is judged of tuning jobs, and what is known to be different. */
final class TuningFacts {
  private static final String CREATE = "CreateHyperParameterTuningJob.ValidationException";
  private static final String TYPE = "hyper-parameter-tuning-job";

  private TuningFacts() {}

  static void declare(Family family) {
    family
        .judged(
            "tuning-times",
            TYPE,
            "A tuning job starts its first training jobs after 10 seconds, with a warm start after"
                + " 6 minutes; the next one at the moment when one ends, on AWS some seconds later;"
                + " it has ended 5 seconds after the last.")
        .judged(
            "tuning-wording",
            CREATE,
            "The texts of what MaxParallelTrainingJobs, the strategies, Hyperband, definitions,"
                + " ranges, doubled hyperparameters and warm starts require, and how those for a"
                + " Stop or Delete in the wrong status go on.")
        .judged(
            "tuning-defaults",
            TYPE + ".HyperParameterTuningJobConfig",
            "Shown where nothing was sent are early stopping Off, a run time of 30 days, and as"
                + " many training jobs as a grid has combinations, or 10 where Autotune chooses;"
                + " StaticHyperParameters always has _tuning_objective_metric; a built-in"
                + " algorithm's MetricDefinitions have the objective only.")
        .judged(
            "tuning-objective",
            TYPE + ".BestTrainingJob",
            "Where a test says nothing an objective is a smooth hill over the ranges that are"
                + " tuned, whose top depends on the names of the metric and the hyperparameters;"
                + " the journal says so.")
        .judged(
            "tuning-strategies",
            TYPE + ".HyperParameterTuningJobConfig",
            "Bayesian chooses three at random and then three of four near the best so far; Grid"
                + " goes through its combinations in order; no combination is chosen twice;"
                + " RandomSeed makes the choice repeat.")
        .judged(
            "tuning-retries",
            TYPE + ".TrainingJobStatusCounters",
            "A training job that failed by an InternalServerError counts as RetryableError and is"
                + " replaced by another, at most as often as there are to be training jobs.")
        .judged(
            "tuning-gives-up",
            TYPE + ".FailureReason",
            "A tuning job fails when its first five training jobs have failed, or all there are, or"
                + " five have completed without the objective; those that run are stopped; the text"
                + " has the number of attempts, that for a missing objective is remembered.")
        .judged(
            "tuning-criteria",
            TYPE + ".TuningJobCompletionDetails",
            "An objective improves by a hundredth at least; ten in a row that don't are"
                + " convergence; when a criterion is met or the time is over the tuning job is"
                + " Stopping until its training jobs are, and then Completed.")
        .judged(
            "tuning-without-room",
            TYPE + ".FailureReason",
            "A training job that is refused by a quota, by throttling or by an error of the service"
                + " is tried again after a minute, after each further refusal in a row after twice"
                + " as long, at most after 64 minutes, until MaxRuntimeInSeconds are over and the"
                + " tuning job is Completed with what it has; if it is refused for something else,"
                + " the tuning job fails with those words.")
        .judged(
            "tuning-quotas",
            "CreateHyperParameterTuningJob.ResourceLimitExceeded",
            "The names of the quotas of tuning jobs; their values are documented.")
        .judged(
            "tuning-of-deleted-jobs",
            "ListTrainingJobsForHyperParameterTuningJob",
            "A training job that is deleted stays in the list, and in the counters.")
        .judged(
            "tuning-of-several-definitions",
            TYPE + ".TrainingJobDefinitions",
            "Several definitions take turns; the instances of the first are asked of the quotas"
                + " when the tuning job is created.")
        .judged(
            "tuning-autotune",
            TYPE + ".Autotune",
            "Autotune makes a range from half to twice the hint of each AutoParameter that is a"
                + " number, and keeps a text as it is; without ranges nothing is tuned.")
        .judged(
            "tuning-event-moments",
            TYPE + ".HyperParameterTuningJobStatus",
            "An event is sent for each status, and none when a training job starts or ends.")
        .judged(
            "tuning-early-stopping",
            TYPE + ".HyperParameterTuningJobConfig",
            "With early stopping Auto, and with Hyperband, a training job is stopped after the"
                + " first epoch in which it is worse than the median of those that have completed,"
                + " of which there are at least three; what it is to report is known when it begins"
                + " to train: the values of TrainingMetrics one an epoch, or ten from the hill, not"
                + " what ContainerLogs prints; it counts as Stopped.")
        .differs(
            "tuning-warm-start-changes",
            TYPE + ".WarmStartConfig",
            "Of what a warm start may not change only the objective, and with"
                + " IdenticalDataAndAlgorithm the image and the data, are looked at.");
  }
}
