package dev.mlsim.sdk.suite.lookoutvision;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.lookoutvision.LookoutVision;
import java.util.List;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;

/** The shared suite over Lookout for Vision. */
class LookoutVisionSuiteTest extends ServiceSuite {
  LookoutVisionSuiteTest() {
    super(LookoutVision.SERVICE, LookoutVisionClient.class);
  }

  @Override
  protected List<List<String>> neighbours() {
    return List.of(
        List.of(
            "lookoutvision:project",
            "lookoutvision:dataset",
            "lookoutvision:model",
            "model-packaging-job"));
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of(new LookoutVisionExamples());
  }
}
