package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.sagemaker.PipelineSteps;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.sagemaker.model.PipelineExecutionStep;

/** A pipeline that evaluates a model and deploys it, or fails. */
@MlSimulator
class PipelineTest {
  private static final String DEFINITION =
      """
      {"Version": "2020-12-01", "Steps": [
        {"Name": "Evaluate", "Type": "Processing",
         "Arguments": {
           "AppSpecification": {"ImageUri": "123456789012.dkr.ecr.us-east-1.amazonaws.com/eval:1"},
           "ProcessingResources": {"ClusterConfig": {
             "InstanceCount": 1, "InstanceType": "ml.m5.large", "VolumeSizeInGB": 30}},
           "ProcessingOutputConfig": {"Outputs": [{"OutputName": "report", "S3Output": {
             "S3Uri": "s3://churn/report", "LocalPath": "/opt/ml/report",
             "S3UploadMode": "EndOfJob"}}]}},
         "PropertyFiles": [{"PropertyFileName": "Evaluation", "OutputName": "report",
                            "FilePath": "evaluation.json"}]},
        {"Name": "IsGood", "Type": "Condition", "Arguments": {
           "Conditions": [{"Type": "GreaterThan", "RightValue": 0.8, "LeftValue": {"Std:JsonGet": {
             "PropertyFile": {"Get": "Steps.Evaluate.PropertyFiles.Evaluation"},
             "Path": "auc"}}}],
           "IfSteps": [{"Name": "Deploy", "Type": "Lambda",
             "FunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:deploy",
             "OutputParameters": [{"OutputName": "endpoint", "OutputType": "String"}]}],
           "ElseSteps": [{"Name": "TooBad", "Type": "Fail",
             "Arguments": {"ErrorMessage": "not good enough"}}]}}]}
      """;

  @Test
  void a_good_model_is_deployed_and_a_bad_one_is_not(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.createPipeline(
        r ->
            r.pipelineName("churn")
                .roleArn("arn:aws:iam::123456789012:role/Pipelines")
                .pipelineDefinition(DEFINITION));

    PipelineSteps steps = sim.setup(PipelineSteps.class);
    steps.propertyFile("Evaluation", "{\"auc\": 0.91}"); // what the job writes
    steps.lambda("*:function:deploy", call -> Map.of("endpoint", "churn-7"));
    assertThat(run(sageMaker, sim)).isEqualTo(PipelineExecutionStatus.SUCCEEDED);
    steps.propertyFile("Evaluation", "{\"auc\": 0.55}");
    assertThat(run(sageMaker, sim)).isEqualTo(PipelineExecutionStatus.FAILED);

    PipelineExecutionStep last =
        sageMaker
            .listPipelineExecutionSteps(r -> r.pipelineExecutionArn(latest(sageMaker)))
            .pipelineExecutionSteps()
            .get(0);
    assertThat(last.failureReason()).isEqualTo("not good enough");
  }

  private static PipelineExecutionStatus run(SageMakerClient sageMaker, Simulator sim) {
    sageMaker.startPipelineExecution(r -> r.pipelineName("churn"));
    sim.clock().runUntilIdle(Duration.ofDays(1));
    return sageMaker
        .describePipelineExecution(r -> r.pipelineExecutionArn(latest(sageMaker)))
        .pipelineExecutionStatus();
  }

  private static String latest(SageMakerClient sageMaker) {
    return sageMaker
        .listPipelineExecutions(r -> r.pipelineName("churn"))
        .pipelineExecutionSummaries()
        .get(0)
        .pipelineExecutionArn();
  }
}
