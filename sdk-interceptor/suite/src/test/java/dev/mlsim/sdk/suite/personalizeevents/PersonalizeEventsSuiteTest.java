package dev.mlsim.sdk.suite.personalizeevents;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.personalizeevents.PersonalizeEvents;
import java.util.List;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;

/** The shared suite over Personalize Events, whose operations create and show no resources. */
class PersonalizeEventsSuiteTest extends ServiceSuite {
  PersonalizeEventsSuiteTest() {
    super(PersonalizeEvents.SERVICE, PersonalizeEventsClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of();
  }
}
