package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Pipelines and their executions. */
final class PipelineExamples implements FamilyExamples {
  private static final String DEFINITION =
      """
      {'PipelineDefinitionS3Location': null, 'ClientRequestToken': null, 'PipelineDefinition':
       '{\\'Version\\': \\'2020-12-01\\', \\'Steps\\': [{\\'Name\\': \\'Spark\\', \\'Type\\': \\'EMR\\'}]}'}
      """
          .replace("\\'", "\\\"");

  @Override
  public void give(Examples examples) {
    examples
        .input("CreatePipeline", DEFINITION)
        .member("CreatePipeline", "PipelineDefinition", DEFINITION)
        .member("UpdatePipeline", "PipelineDefinition", DEFINITION)
        .input(
            "StartPipelineExecution",
            stage ->
                "{'PipelineName': '"
                    + stage.name("pipeline")
                    + "', 'ClientRequestToken': null, 'PipelineVersionId': null}")
        .unseen("StartPipelineExecution", "PipelineVersionId", "is tested by hand")
        .unseen("StartPipelineExecution", "SelectiveExecutionConfig", "is tested by hand")
        .passing("pipeline-execution", "Executing", "it ends with its steps")
        .passing("pipeline-execution", "Stopping", "it ends with its steps")
        .during("UpdatePipelineExecution", "Executing");
  }
}
