package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Inference experiments, planned far ahead so that they wait where they are created. */
final class ShadowTestExamples implements FamilyExamples {
  private static final String SCHEDULE =
      "'Schedule': {'StartTime': 1893456000, 'EndTime': 1893542400}";

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateInferenceExperiment",
            stage -> "{" + SCHEDULE + ", " + variants(stage, 1) + ", " + shadow(50) + "}")
        .member("CreateInferenceExperiment", "Schedule", "{" + SCHEDULE + "}")
        .member(
            "CreateInferenceExperiment", "ModelVariants", stage -> "{" + variants(stage, 2) + "}")
        .member("CreateInferenceExperiment", "ShadowModeConfig", "{" + shadow(10) + "}")
        .input(
            "StopInferenceExperiment",
            "{'ModelVariantActions': {'prod': 'Retain', 'shadow': 'Remove'}}")
        .during("UpdateInferenceExperiment", "Created")
        .member(
            "UpdateInferenceExperiment",
            "Schedule",
            "{'Schedule': {'StartTime': 1893456000, 'EndTime': 1893628800}}")
        .member(
            "UpdateInferenceExperiment", "ModelVariants", stage -> "{" + variants(stage, 3) + "}")
        .member("UpdateInferenceExperiment", "ShadowModeConfig", "{" + shadow(20) + "}")
        .contended("inference-experiment", "Schedule", "Start and Stop have their own times")
        .passing("inference-experiment", "Running", "its time comes to its end");
  }

  private static String variants(Stage stage, int count) {
    return "'ModelVariants': ["
        + variant(stage, "prod", count)
        + ", "
        + variant(stage, "shadow", count)
        + "]";
  }

  private static String variant(Stage stage, String name, int count) {
    return "{'VariantName': '"
        + name
        + "', 'ModelName': '"
        + stage.name("sagemaker:model")
        + "', 'InfrastructureConfig': {'InfrastructureType': 'RealTimeInference',"
        + " 'RealTimeInferenceConfig': {'InstanceType': 'ml.m5.large', 'InstanceCount': "
        + count
        + "}}}";
  }

  private static String shadow(int percentage) {
    return "'ShadowModeConfig': {'SourceModelVariantName': 'prod', 'ShadowModelVariants': ["
        + "{'ShadowModelVariantName': 'shadow', 'SamplingPercentage': "
        + percentage
        + "}]}";
  }
}
