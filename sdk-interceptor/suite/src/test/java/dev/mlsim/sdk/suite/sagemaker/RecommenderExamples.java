package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Optimization jobs and inference recommendations. */
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
            """)
        .input(
            "CreateInferenceRecommendationsJob",
            stage -> "{'JobType': 'Default', 'InputConfig': " + input(stage, "") + "}")
        .member(
            "CreateInferenceRecommendationsJob",
            "InputConfig",
            stage ->
                "{'InputConfig': "
                    + input(stage, ", 'EndpointConfigurations': [{'InstanceType': 'ml.c5.large'}]")
                    + "}")
        .member(
            "CreateInferenceRecommendationsJob",
            "JobType",
            stage ->
                "{'JobType': 'Advanced', 'InputConfig': "
                    + input(
                        stage,
                        ", 'EndpointConfigurations': [{'InstanceType': 'ml.c5.large'}],"
                            + " 'TrafficPattern': {'TrafficType': 'PHASES'},"
                            + " 'ResourceLimit': {'MaxNumberOfTests': 1}")
                    + "}");
  }

  private static String input(Stage stage, String more) {
    return "{'ModelName': '"
        + stage.name("sagemaker:model")
        + "', 'ContainerConfig': {'Framework': 'XGBOOST'}"
        + more
        + "}";
  }
}
