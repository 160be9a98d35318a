package dev.mlsim.sdk.suite.cleanroomsml;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.cleanroomsml.CleanRoomsMl;
import java.util.List;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;

/** The shared suite over Clean Rooms ML. */
class CleanRoomsMlSuiteTest extends ServiceSuite {
  /** The membership that the tests create resources under. */
  static final String MEMBER = "'membershipIdentifier': '11111111-1111-4111-8111-111111111111'";

  CleanRoomsMlSuiteTest() {
    super(CleanRoomsMl.SERVICE, CleanRoomsMlClient.class);
  }

  @Override
  protected List<List<String>> neighbours() {
    return List.of(
        List.of(
            "training-dataset",
            "audience-model",
            "configured-audience-model",
            "audience-generation-job"),
        List.of(
            "ml-configuration",
            "configured-model-algorithm",
            "configured-model-algorithm-association",
            "ml-input-channel",
            "trained-model"));
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of(
        new CollaborationExamples(),
        new ModelExamples(),
        new JobExamples(),
        new AudienceExamples());
  }
}
