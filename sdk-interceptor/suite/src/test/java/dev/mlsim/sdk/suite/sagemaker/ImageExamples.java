package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Images and their versions. */
final class ImageExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    // The SDK makes a client token for each call; two of the same make one version.
    examples
        .numbered("image-version", "Version")
        .input(
            "CreateImageVersion",
            stage -> "{'ImageName': '" + stage.name("image") + "', 'ClientToken': null}");
  }
}
