package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.PutRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsAsyncClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeevents.model.ResourceInUseException;
import software.amazon.awssdk.services.personalizeevents.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedAction;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

/** Items, users, actions and what users did with those, put one by one. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class PutRecordsTest {
  private static final String USERS =
      """
      {"type": "record", "name": "Users",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "AGE", "type": "int"}]}
      """;
  private static final String ACTIONS =
      """
      {"type": "record", "name": "Actions",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "ACTION_ID", "type": "string"},
         {"name": "KIND", "type": ["null", "string"]}]}
      """;
  private static final String ACTION_INTERACTIONS =
      """
      {"type": "record", "name": "Action_Interactions",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "ACTION_ID", "type": "string"},
         {"name": "EVENT_TYPE", "type": "string"},
         {"name": "TIMESTAMP", "type": "long"}]}
      """;
  private static final String DRAMA = "{\"genres\":\"drama\",\"price\":5,\"adult\":false}";
  private static final String COMEDY = "{\"genres\":\"comedy\",\"price\":6.5,\"adult\":false}";

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final SimulatedClients clients = SimulatedClients.of(world.sim);
  private final PersonalizeEventsClient events = clients.create(PersonalizeEventsClient.class);
  private final PersonalizeRuntimeClient runtime = clients.create(PersonalizeRuntimeClient.class);
  private final PersonalizeSetup setup = world.sim.setup(PersonalizeSetup.class);
  private final String group = world.group("shop");

  private void putItem(String dataset, String id, String properties) {
    events.putItems(r -> r.datasetArn(dataset).items(i -> i.itemId(id).properties(properties)));
  }

  private String filter(String expression) {
    String arn =
        world
            .personalize
            .createFilter(r -> r.name("f").datasetGroupArn(group).filterExpression(expression))
            .filterArn();
    world.pass(Duration.ofMinutes(3));
    return arn;
  }

  private List<String> recommended(String campaign, String filter) {
    return runtime
        .getRecommendations(r -> r.campaignArn(campaign).userId("ann").filterArn(filter))
        .itemList()
        .stream()
        .map(PredictedItem::itemId)
        .toList();
  }

  @Test
  void an_item_that_is_put_again_is_replaced() {
    String items = world.dataset(group, "Items", PersonalizeWorld.ITEMS);
    world
        .sim
        .objects()
        .put("s3://bucket/items.csv", "ITEM_ID,GENRES,PRICE,ADULT\nold,drama,1,false\n");
    world.importJob("import", items, "s3://bucket/items.csv");
    world.pass(Duration.ofMinutes(15));
    String campaign =
        world.campaign(
            "shelf", world.version(world.solution("s", group, "aws-user-personalization")));
    String drama = filter("INCLUDE ItemID WHERE Items.GENRES IN (\"drama\")");

    putItem(items, "new", DRAMA);
    assertThat(recommended(campaign, drama)).containsExactlyInAnyOrder("old", "new");
    putItem(items, "old", COMEDY);
    putItem(items, "new", COMEDY);
    putItem(items, "new", DRAMA);

    assertThat(recommended(campaign, drama)).containsExactly("new");
    assertThat(setup.received("shop/ITEMS"))
        .extracting(r -> r.text("itemId"))
        .containsExactly("new", "old", "new", "new");
  }

  @Test
  void users_are_known_to_filters() {
    world.dataset(group, "Items", PersonalizeWorld.ITEMS);
    String items = PersonalizeWorld.ARNS + "dataset/shop/ITEMS";
    String users = world.dataset(group, "Users", USERS);
    String campaign =
        world.campaign(
            "shelf", world.version(world.solution("s", group, "aws-user-personalization")));
    putItem(items, "a", DRAMA);
    putItem(items, "b", COMEDY);
    String filter =
        filter("EXCLUDE ItemID WHERE Items.GENRES IN (\"drama\") IF CurrentUser.AGE < 18");

    events.putUsers(
        r -> r.datasetArn(users).users(u -> u.userId("ann").properties("{\"age\":17}")));
    assertThat(recommended(campaign, filter)).containsExactly("b");
    events.putUsers(
        r -> r.datasetArn(users).users(u -> u.userId("ann").properties("{\"age\":18}")));
    assertThat(recommended(campaign, filter)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void actions_and_what_users_did_with_them_are_known_too() {
    String actions = world.dataset(group, "Actions", ACTIONS);
    String acts = world.dataset(group, "Action_Interactions", ACTION_INTERACTIONS);
    String tracking =
        world.personalize.describeDataset(r -> r.datasetArn(acts)).dataset().trackingId();
    String campaign =
        world.campaign("next", world.version(world.solution("s", group, "aws-next-best-action")));
    events.putActions(
        r ->
            r.datasetArn(actions)
                .actions(
                    a -> a.actionId("call").properties("{\"kind\":\"loud\"}"),
                    a -> a.actionId("mail").properties("{\"kind\":\"quiet\"}"),
                    a -> a.actionId("wait")));
    String filter = filter("EXCLUDE ActionID WHERE Action_Interactions.EVENT_TYPE IN (\"Taken\")");

    events.putActionInteractions(
        r ->
            r.trackingId(tracking)
                .actionInteractions(
                    i ->
                        i.actionId("call")
                            .userId("ann")
                            .sessionId("s")
                            .eventType("Taken")
                            .timestamp(Instant.EPOCH)));

    assertThat(
            runtime
                .getActionRecommendations(
                    r -> r.campaignArn(campaign).userId("ann").filterArn(filter))
                .actionList())
        .extracting(PredictedAction::actionId)
        .containsExactlyInAnyOrder("mail", "wait");
    assertThat(setup.received("shop/ACTION_INTERACTIONS"))
        .extracting(PutRecord::datasetArn)
        .containsExactly(acts);
    assertThatThrownBy(
            () ->
                events.putActionInteractions(
                    r ->
                        r.trackingId("none")
                            .actionInteractions(
                                i ->
                                    i.actionId("call")
                                        .sessionId("s")
                                        .eventType("Taken")
                                        .timestamp(Instant.EPOCH))))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Tracking ID none does not exist.");
  }

  @Test
  void the_dataset_must_be_there_active_and_of_the_type() {
    String missing = PersonalizeWorld.ARNS + "dataset/shop/ITEMS";
    assertThatThrownBy(() -> putItem(missing, "a", DRAMA))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    String schema = world.schema("items", PersonalizeWorld.ITEMS);
    String items =
        world
            .personalize
            .createDataset(
                r -> r.name("items").datasetGroupArn(group).datasetType("Items").schemaArn(schema))
            .datasetArn();
    assertThatThrownBy(() -> putItem(items, "a", DRAMA))
        .isInstanceOfSatisfying(
            ResourceInUseException.class, e -> assertThat(e.statusCode()).isEqualTo(409))
        .hasMessageContaining("Resource " + items + " is in CREATE PENDING state.");
    world.pass(Duration.ofSeconds(5));

    putItem(items, "a", DRAMA);

    assertThatThrownBy(() -> events.putUsers(r -> r.datasetArn(items).users(u -> u.userId("ann"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The dataset " + items + " is not of type USERS.");
  }

  @Test
  void the_async_client_puts_all_of_these_too() {
    String items = world.dataset(group, "Items", PersonalizeWorld.ITEMS);
    String users = world.dataset(group, "Users", USERS);
    String actions = world.dataset(group, "Actions", ACTIONS);
    String acts = world.dataset(group, "Action_Interactions", ACTION_INTERACTIONS);
    String tracking =
        world.personalize.describeDataset(r -> r.datasetArn(acts)).dataset().trackingId();
    PersonalizeEventsAsyncClient async = clients.create(PersonalizeEventsAsyncClient.class);

    async.putItems(r -> r.datasetArn(items).items(i -> i.itemId("a").properties(DRAMA))).join();
    async
        .putUsers(r -> r.datasetArn(users).users(u -> u.userId("ann").properties("{\"age\":1}")))
        .join();
    async.putActions(r -> r.datasetArn(actions).actions(a -> a.actionId("call"))).join();
    async
        .putActionInteractions(
            r ->
                r.trackingId(tracking)
                    .actionInteractions(
                        i ->
                            i.actionId("call")
                                .userId("ann")
                                .sessionId("s")
                                .eventType("Viewed")
                                .timestamp(Instant.EPOCH)))
        .join();

    assertThat(setup.received("shop/ITEMS")).hasSize(1);
    assertThat(setup.received("shop/USERS")).hasSize(1);
    assertThat(setup.received("shop/ACTIONS")).hasSize(1);
    assertThat(setup.received("shop/ACTION_INTERACTIONS")).hasSize(1);
  }

  @Test
  void a_field_that_can_not_be_null_is_required() {
    String items = world.dataset(group, "Items", PersonalizeWorld.ITEMS);

    assertThatThrownBy(() -> putItem(items, "a", "{\"genres\":\"drama\",\"price\":5}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The property adult is required by the schema.");
    assertThatThrownBy(() -> putItem(items, "a", "{\"price\":\"5\",\"adult\":false}"))
        .hasMessageContaining("The property price must be of type float.");
  }

  @Test
  void metadata_are_those_that_were_put() {
    String items = world.dataset(group, "Items", PersonalizeWorld.ITEMS);
    String version = world.version(world.solution("s", group, "aws-user-personalization"));
    String campaign =
        world
            .personalize
            .createCampaign(
                r ->
                    r.name("shelf")
                        .solutionVersionArn(version)
                        .campaignConfig(c -> c.enableMetadataWithRecommendations(true)))
            .campaignArn();
    world.pass(Duration.ofMinutes(10));
    putItem(items, "a", COMEDY);

    assertThat(
            runtime
                .getRecommendations(
                    r ->
                        r.campaignArn(campaign)
                            .userId("ann")
                            .metadataColumns(Map.of("ITEMS", List.of("GENRES", "PRICE"))))
                .itemList())
        .extracting(PredictedItem::metadata)
        .containsExactly(Map.of("GENRES", "comedy", "PRICE", "6.5"));
  }
}
