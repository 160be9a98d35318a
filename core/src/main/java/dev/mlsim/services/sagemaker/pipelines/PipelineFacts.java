package dev.mlsim.services.sagemaker.pipelines;

import dev.mlsim.service.Family;

/** What is judged of pipelines, and where they differ. */
final class PipelineFacts {
  private PipelineFacts() {}

  static void declare(Family family) {
    family
        .judged(
            "pipeline-definition-words",
            "CreatePipeline.ValidationException",
            "Behind [Unable to parse pipeline definition.]: the sentences for names, duplicates,"
                + " cycles, unknown steps and references, retry policies, durations, inputs beyond"
                + " ten, and a definition that can't be read from S3.")
        .judged(
            "pipeline-steps-quota",
            "CreatePipeline.PipelineDefinition",
            "A definition can have 5,000 steps; what the service's own limit is nobody says.")
        .judged(
            "pipeline-quotas",
            "CreatePipeline.ResourceLimitExceeded",
            "The names of the quotas of 500 pipelines and of 20 executions at once.")
        .judged(
            "pipeline-versions",
            "UpdatePipeline.PipelineVersionId",
            "An update without another definition makes no version.")
        .judged(
            "pipeline-parameter-words",
            "StartPipelineExecution.ValidationException",
            "The sentences for parameters that are unknown, missing, of another type or none of"
                + " EnumValues; for a selection that can't run, but for a missing source.")
        .judged(
            "pipeline-execution-words",
            "RetryPipelineExecution.ValidationException",
            "The sentences for an execution that can't be retried, of an unknown execution, version"
                + " or callback token, and of a callback that has ended.")
        .judged(
            "pipeline-step-times",
            "pipeline-execution-step",
            "A step is Starting for a second; a Condition or Fail step takes half a second, Lambda"
                + " two, a step of EMR five minutes, one that creates something else than a job one"
                + " second.")
        .judged(
            "pipeline-attempts",
            "pipeline-execution-step",
            "AttemptCount is 1 at first and grows with each try, a policy's or a retried"
                + " execution's. Faults of a service and throttling are tried again as by a policy"
                + " with AWS's defaults.")
        .judged(
            "pipeline-skipped-steps",
            "ListPipelineExecutionSteps.PipelineExecutionSteps",
            "A step that waits for one of a branch that isn't taken is skipped as well.")
        .judged(
            "pipeline-child-names",
            "pipeline-execution-step",
            "The name of a tuning or AutoML job of a step, that of a job with a prefix of its own,"
                + " and that a child gets the tag [sagemaker:pipeline-execution-arn] and no other.")
        .judged(
            "pipeline-step-failures",
            "pipeline-execution-step",
            "The words for a reference that leads nowhere, for a property file that isn't there,"
                + " for values that can't be compared, for a job that was stopped, for outputs that"
                + " are missing, for a check without a baseline.")
        .judged(
            "pipeline-checks",
            "pipeline-execution-step",
            "A check has violations if an object [constraint_violations.json] with some is where"
                + " its job writes; baselines that aren't there are written, and are empty.")
        .judged(
            "pipeline-stop",
            "StopPipelineExecution",
            "A stopped execution is Failed if a step of it has failed; a callback that answers a"
                + " stop lets its step be Stopped, whatever it says. An execution of 672 hours"
                + " fails.")
        .judged(
            "pipeline-selection",
            "StartPipelineExecution.SelectiveExecutionConfig",
            "All steps upstream of the selected ones that succeeded in the source are taken over.")
        .judged(
            "pipeline-experiment",
            "StartPipelineExecution",
            "The jobs of an execution with an experiment have it as their ExperimentConfig.")
        .judged(
            "pipeline-events",
            "pipeline-execution",
            "Members of a step's metadata have small letters in events; times are in ISO form.")
        .differs(
            "pipeline-step-types",
            "CreatePipeline.PipelineDefinition",
            "Steps of EMR Serverless, Lineage, InferenceComponent, Job and Bedrock are refused as"
                + " not simulated.")
        .differs(
            "pipeline-lambda",
            "pipeline-execution-step",
            "What a function answers is the test's to say; one of which nothing is said answers"
                + " nothing. EMR has no clusters: a step takes its time.")
        .differs(
            "pipeline-mlflow", "StartPipelineExecution.MlflowExperimentName", "It is not heeded.");
  }
}
