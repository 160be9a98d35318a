package dev.mlsim.services.sagemaker.automl;

import dev.mlsim.service.Family;

/** What is judged of AutoML jobs, and what is known to be different. */
final class AutoMlFacts {
  private static final String TYPE = "automl-job";

  private AutoMlFacts() {}

  static void declare(Family family) {
    family
        .judged(
            "automl-wording",
            "CreateAutoMLJob.ValidationException",
            "The texts of what excludes each other and of algorithms, that of a Stop in the wrong"
                + " status, and the reason when a job that it has started is stopped.")
        .judged(
            "automl-times",
            TYPE + ".AutoMLJobSecondaryStatus",
            "Starting takes a minute, PreTraining another; a phase that starts jobs lasts 30"
                + " seconds longer than they do, or as long as a script says if that is longer;"
                + " each of the reports takes 6 minutes.")
        .judged(
            "automl-mode",
            TYPE + ".AutoMLProblemTypeConfig",
            "Where no mode is said it is AUTO, which tunes where the objects under the input hold"
                + " 100 MB, and else makes an ensemble; other problems than tabular ones train one"
                + " model, time series one of each algorithm.")
        .judged(
            "automl-problem-type",
            TYPE + ".ResolvedAttributes",
            "A tabular problem of which nothing is said is resolved as BinaryClassification.")
        .judged(
            "automl-children",
            TYPE,
            "It starts processing jobs pr-1-* and db-1-*, a training job and a transform job with"
                + " its model, then a tuning job tuning-job-1-*, or a training job for each"
                + " algorithm; on ml.m5.4xlarge, with images of the registry of us-east-1 whatever"
                + " the region; 10 at once, 250 candidates where nothing is said.")
        .judged(
            "automl-candidates",
            TYPE + ".BestCandidate",
            "The objective is that of the training job, validation:f1 for F1, whose value a test"
                + " says with TrainingMetrics; a candidate is listed when its training job starts;"
                + " ten to a page.")
        .judged(
            "automl-failure",
            TYPE + ".FailureReason",
            "It fails when a job of its analysis or its features fails or is stopped, or when no"
                + " candidate has completed, with that job's reason; a failed report or deployment"
                + " is a partial failure.")
        .judged(
            "automl-time-over",
            TYPE + ".AutoMLJobSecondaryStatus",
            "At MaxAutoMLJobRuntimeInSeconds it is Completed at once while its jobs are being"
                + " stopped; while it writes its reports or deploys, the limit is not looked at.")
        .judged(
            "automl-deployment",
            TYPE + ".ModelDeployResult",
            "The endpoint, its configuration and the model are called as the caller says, or"
                + " automl- and the job's name; it runs on one ml.m5.xlarge.")
        .judged(
            "automl-quota",
            "CreateAutoMLJob.ResourceLimitExceeded",
            "The name of the quota of 25 AutoML jobs at once.")
        .differs(
            "automl-refused-start",
            TYPE + ".FailureReason",
            "A job that can't be started, be it for a quota or because a fault rule throttles the"
                + " call, is not tried again: the AutoML job fails.")
        .differs(
            "automl-reports",
            TYPE + ".AutoMLJobSecondaryStatus",
            "The reports start no jobs and write nothing; the notebooks are empty ones; columns are"
                + " looked at only for the target in a CSV's header; SecurityConfig,"
                + " DataSplitConfig and AutoMLComputeConfig are shown, and change nothing about the"
                + " jobs that are started.");
  }
}
