package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Optimization jobs. */
final class RecommenderExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateOptimizationJob",
            "{'ModelSource': {'S3': {'S3Uri': 's3://models/llm'}}, 'OptimizationConfigs': []}")
        .member(
            "CreateOptimizationJob",
            "ModelSource",
            stage ->
                "{'ModelSource': {'SageMakerModel': {'ModelName': '"
                    + stage.name("sagemaker:model")
                    + "'}}}")
        .member(
            "CreateOptimizationJob",
            "OptimizationConfigs",
            """
            {'OptimizationConfigs': [
              {'ModelQuantizationConfig': {'OverrideEnvironment': {'OPTION_QUANTIZE': 'awq'}}},
              {'ModelCompilationConfig': {'Image': 'i'}}]}
            """);
  }
}
