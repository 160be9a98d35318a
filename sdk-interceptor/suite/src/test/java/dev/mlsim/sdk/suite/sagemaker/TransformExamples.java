package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Batch transform jobs. */
final class TransformExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateTransformJob", stage -> "{'ModelName': '" + stage.name("sagemaker:model") + "'}")
        .member(
            "CreateTransformJob",
            "ModelName",
            stage -> "{'ModelName': '" + stage.another("sagemaker:model") + "'}");
  }
}
