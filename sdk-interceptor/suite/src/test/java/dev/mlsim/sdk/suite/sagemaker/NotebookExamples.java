package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Notebook instances. */
final class NotebookExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples.member(
        "CreateNotebookInstance",
        "PlatformIdentifier",
        "{'PlatformIdentifier': 'notebook-al2-v2'}");
  }
}
