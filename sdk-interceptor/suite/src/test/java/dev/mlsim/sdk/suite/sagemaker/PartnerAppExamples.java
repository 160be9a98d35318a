package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Partner AI apps. */
final class PartnerAppExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    // A name has no dashes. The SDK makes a client token for each call.
    examples
        .input(
            "CreatePartnerApp",
            stage -> "{'Name': 'app" + stage.number() + "', 'ClientToken': null}")
        .input("UpdatePartnerApp", "{'ClientToken': null}")
        .input("DeletePartnerApp", "{'ClientToken': null}")
        .member("UpdatePartnerApp", "AppVersion", "{'AppVersion': '1.1'}")
        .passing("partner-app", "Deleted", "it is shown for an hour")
        .kept("partner-app", "a deleted one is shown for an hour");
  }
}
