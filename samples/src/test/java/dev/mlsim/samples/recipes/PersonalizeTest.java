package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.services.personalize.PersonalizeSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

/** A shop that shows what Personalize recommends, and tells it what was bought. */
@MlSimulator
class PersonalizeTest {
  private static final String INTERACTIONS =
      """
      {"type": "record", "name": "Interactions",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "ITEM_ID", "type": "string"},
         {"name": "EVENT_TYPE", "type": "string"},
         {"name": "DEVICE_TYPE", "type": ["null", "string"]},
         {"name": "TIMESTAMP", "type": "long"}]}
      """;

  private final Simulator sim;
  private final PersonalizeClient personalize;
  private String trackingId = "";
  private String campaign = "";
  private String notBought = "";

  PersonalizeTest(Simulator sim, PersonalizeClient personalize) {
    this.sim = sim;
    this.personalize = personalize;
  }

  @BeforeEach
  void deploy() {
    String group = personalize.createDatasetGroup(r -> r.name("shop")).datasetGroupArn();
    String schema =
        personalize.createSchema(r -> r.name("clicks").schema(INTERACTIONS)).schemaArn();
    pass(Duration.ofMinutes(1));
    personalize.createDataset(
        r -> r.name("clicks").datasetGroupArn(group).datasetType("Interactions").schemaArn(schema));
    String solution =
        personalize
            .createSolution(
                r ->
                    r.name("shelf")
                        .datasetGroupArn(group)
                        .recipeArn("arn:aws:personalize:::recipe/aws-user-personalization")
                        .performAutoTraining(false))
            .solutionArn();
    String version =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
    pass(Duration.ofMinutes(30));
    campaign =
        personalize.createCampaign(r -> r.name("shelf").solutionVersionArn(version)).campaignArn();
    trackingId =
        personalize.createEventTracker(r -> r.name("clicks").datasetGroupArn(group)).trackingId();
    notBought =
        personalize
            .createFilter(
                r ->
                    r.name("not-bought")
                        .datasetGroupArn(group)
                        .filterExpression(
                            "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"purchase\")"))
            .filterArn();
    pass(Duration.ofMinutes(10));
  }

  private void pass(Duration time) {
    sim.clock().advance(time);
  }

  private List<String> shelf(PersonalizeRuntimeClient runtime, String user) {
    return runtime
        .getRecommendations(r -> r.campaignArn(campaign).userId(user).filterArn(notBought))
        .itemList()
        .stream()
        .map(PredictedItem::itemId)
        .toList();
  }

  private static Event purchase(String item) {
    return Event.builder()
        .eventType("purchase")
        .sentAt(Instant.EPOCH)
        .itemId(item)
        .properties("{\"deviceType\":\"phone\"}")
        .build();
  }

  @Test
  void what_was_bought_is_not_shown_again(
      PersonalizeRuntimeClient runtime, PersonalizeEventsClient events) {
    PersonalizeSetup setup = sim.setup(PersonalizeSetup.class);
    setup.recommend(query -> List.of("item-7", "item-8"));
    assertThat(shelf(runtime, "ann")).containsExactly("item-7", "item-8");

    events.putEvents(
        r -> r.trackingId(trackingId).sessionId("s-1").userId("ann").eventList(purchase("item-7")));

    assertThat(shelf(runtime, "ann")).containsExactly("item-8");
    assertThat(setup.received("shop/INTERACTIONS"))
        .extracting(event -> event.text("itemId"))
        .containsExactly("item-7");
    assertThat(sim).called("PutEvents").once();
  }
}
