package dev.mlsim.sdk.suite.personalizeruntime;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.personalizeruntime.PersonalizeRuntime;
import java.util.List;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;

/** The shared suite over Personalize Runtime, whose operations create and show no resources. */
class PersonalizeRuntimeSuiteTest extends ServiceSuite {
  PersonalizeRuntimeSuiteTest() {
    super(PersonalizeRuntime.SERVICE, PersonalizeRuntimeClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of();
  }
}
