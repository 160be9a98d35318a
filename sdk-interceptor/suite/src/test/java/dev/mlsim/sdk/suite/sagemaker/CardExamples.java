package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Model cards, their versions and export jobs. */
final class CardExamples implements FamilyExamples {
  private static final String CONTENT =
      "{'Content': '{\\'model_overview\\':{\\'model_name\\':\\'churn\\'}}'}";

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateModelCard", "{'Content': '{}'}")
        .member("CreateModelCard", "Content", CONTENT)
        .input("UpdateModelCard", "{}")
        .member("UpdateModelCard", "Content", CONTENT)
        .input(
            "CreateModelCardExportJob",
            stage -> "{'ModelCardName': '" + stage.name("model-card") + "'}")
        .member(
            "CreateModelCardExportJob",
            "ModelCardName",
            stage -> "{'ModelCardName': '" + stage.another("model-card") + "'}")
        .member("CreateModelCardExportJob", "ModelCardVersion", "{'ModelCardVersion': 1}")
        .input(
            "ListModelCardExportJobs",
            stage -> "{'ModelCardName': '" + stage.name("model-card") + "'}");
  }
}
