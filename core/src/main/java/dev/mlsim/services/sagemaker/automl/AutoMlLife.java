package dev.mlsim.services.sagemaker.automl;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Step;
import java.time.Duration;

/**
 * The secondary statuses of an AutoML job in their order (DescribeAutoMLJob, and the runs in the
 * Autopilot notebooks of aws/amazon-sagemaker-examples). It waits for the jobs that it has started
 * in those in which it starts some.
 */
final class AutoMlLife {
  static final String ANALYZING = "InProgress/AnalyzingData";
  static final String ENGINEERING = "InProgress/FeatureEngineering";
  static final String TUNING = "InProgress/ModelTuning";
  static final String TRAINING = "InProgress/TrainingModels";
  static final String DEPLOYING = "InProgress/DeployingModel";
  static final String STOPPING = "Stopping/Stopping";
  static final String FAILED = "Failed/Failed";
  static final String TIME_OVER = "Completed/MaxAutoMLJobRuntimeReached";
  private static final String STARTING = "InProgress/Starting";
  private static final String PREPARING = "InProgress/PreTraining";
  private static final String EXPLAINING = "InProgress/GeneratingExplainabilityReport";
  private static final String INSIGHTS = "InProgress/GeneratingModelInsightsReport";

  /** Its data are analyzed: what comes next. */
  static final String ENGINEER = "engineer features";

  static final String DEFINE = "define candidates only";
  static final String TRAIN = "train models";

  /** Its features are engineered. */
  static final String TUNE = "tune models";

  /** Its candidates are done: how it is to end. */
  static final String REPORT = "report";

  static final String REPORT_MAX = "report the most candidates";
  static final String REPORT_AND_DEPLOY = "report and deploy";

  /** Its model is deployed. */
  static final String DEPLOYED = "be deployed";

  /** The jobs that it has started have stopped. */
  static final String STOPPED = "be stopped";

  static final String OUT_OF_TIME = "run out of MaxAutoMLJobRuntimeInSeconds";

  private static final Duration TAIL = ofSeconds(30);

  static final Lifecycle TABLE = table();

  private AutoMlLife() {}

  private static Lifecycle table() {
    Lifecycle.Builder table =
        Lifecycle.builder()
            .on(CREATE)
            .goes(stay(STARTING, ofMinutes(1)), rest(ANALYZING))
            .on(ENGINEER)
            .from(ANALYZING)
            .goes(stay(ANALYZING, TAIL), rest(ENGINEERING))
            .on(DEFINE)
            .from(ANALYZING)
            .goes(stay(ANALYZING, TAIL), rest("Completed/CandidateDefinitionsGenerated"))
            .on(TRAIN)
            .from(ANALYZING)
            .goes(stay(ANALYZING, TAIL), stay(PREPARING, ofMinutes(1)), rest(TRAINING))
            .on(TUNE)
            .from(ENGINEERING)
            .goes(stay(ENGINEERING, TAIL), rest(TUNING));
    for (String models : new String[] {TUNING, TRAINING}) {
      report(table, REPORT, models, rest("Completed/Completed"));
      report(table, REPORT_MAX, models, rest("Completed/MaxCandidatesReached"));
      report(table, REPORT_AND_DEPLOY, models, rest(DEPLOYING));
    }
    return table
        .on(DEPLOYED)
        .from(DEPLOYING)
        .goes(stay(DEPLOYING, TAIL), rest("Completed/Completed"))
        .on(STOP)
        .from(
            STARTING,
            ANALYZING,
            ENGINEERING,
            TUNING,
            PREPARING,
            TRAINING,
            EXPLAINING,
            INSIGHTS,
            DEPLOYING)
        .goes(rest(STOPPING))
        .on(STOPPED)
        .from(STOPPING)
        .goes(stay(STOPPING, ofSeconds(5)), rest("Stopped/Stopped"))
        .on(OUT_OF_TIME)
        .from(ANALYZING, ENGINEERING, TUNING, TRAINING)
        .goes(rest(TIME_OVER))
        .on(FAIL)
        .from(STARTING, ANALYZING, ENGINEERING, TUNING, PREPARING, TRAINING)
        .goes(rest(FAILED))
        .on(FAIL)
        .from(EXPLAINING)
        .goes(rest("Completed/ExplainabilityError"))
        .on(FAIL)
        .from(INSIGHTS)
        .goes(rest("Completed/ModelInsightsError"))
        .on(FAIL)
        .from(DEPLOYING)
        .goes(rest("Completed/ModelDeploymentError"))
        .waitingIn(ANALYZING, ENGINEERING, TUNING, TRAINING, DEPLOYING, STOPPING)
        .build();
  }

  private static void report(Lifecycle.Builder table, String trigger, String models, Step end) {
    table
        .on(trigger)
        .from(models)
        .goes(
            stay(models, TAIL), stay(EXPLAINING, ofMinutes(6)), stay(INSIGHTS, ofMinutes(6)), end);
  }
}
