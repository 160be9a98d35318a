package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.PutRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsAsyncClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeevents.model.Event;
import software.amazon.awssdk.services.personalizeevents.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeevents.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class PutEventsTest {
  private static final String CLICKS =
      """
      {"type": "record", "name": "Interactions",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "ITEM_ID", "type": "string"},
         {"name": "EVENT_TYPE", "type": "string"},
         {"name": "EVENT_VALUE", "type": ["null", "float"]},
         {"name": "DEVICE_TYPE", "type": ["null", "string"]},
         {"name": "TIMESTAMP", "type": "long"}]}
      """;
  private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeEventsClient events =
      SimulatedClients.of(world.sim).create(PersonalizeEventsClient.class);
  private final PersonalizeSetup setup = world.sim.setup(PersonalizeSetup.class);
  private final String group = world.group("shop");
  private final String dataset = world.dataset(group, "Interactions", CLICKS);
  private final String tracker = tracker();

  private String tracker() {
    String id =
        world
            .personalize
            .createEventTracker(r -> r.name("clicks").datasetGroupArn(group))
            .trackingId();
    world.pass(Duration.ofMinutes(1));
    return id;
  }

  private void put(String session, String user, Consumer<Event.Builder> event) {
    events.putEvents(
        r -> {
          r.trackingId(tracker).sessionId(session);
          if (!user.isEmpty()) {
            r.userId(user);
          }
          r.eventList(e -> event.accept(e.eventType("click").sentAt(SENT)));
        });
  }

  private void refuses(String message, Consumer<Event.Builder> event) {
    assertThatThrownBy(() -> put("s", "ann", event))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }

  private String exported(String mode) {
    String name =
        "export-" + mode + "-" + world.sim.journal().calls("CreateDatasetExportJob").size();
    world.personalize.createDatasetExportJob(
        r ->
            r.jobName(name)
                .datasetArn(dataset)
                .ingestionMode(mode)
                .roleArn(PersonalizeWorld.ROLE)
                .jobOutput(o -> o.s3DataDestination(d -> d.path("s3://bucket/exports/"))));
    world.pass(Duration.ofMinutes(15));
    return world.sim.objects().text("s3://bucket/exports/" + name + ".csv").orElse("none");
  }

  @Test
  void the_test_sees_what_was_put() {
    put(
        "s-1",
        "ann",
        e ->
            e.itemId("a")
                .eventId("e-1")
                .eventValue(4.5f)
                .impression("a", "b")
                .properties("{\"deviceType\":\"phone\"}"));

    List<PutRecord> received = setup.received("shop/INTERACTIONS");

    assertThat(received).hasSize(1);
    assertThat(received.get(0).datasetArn()).isEqualTo(dataset);
    assertThat(received.get(0).at()).isEqualTo(world.sim.clock().now());
    assertThat(received.get(0).text("userId")).isEqualTo("ann");
    assertThat(received.get(0).text("sessionId")).isEqualTo("s-1");
    assertThat(received.get(0).text("eventId")).isEqualTo("e-1");
    assertThat(received.get(0).text("properties")).isEqualTo("{\"deviceType\":\"phone\"}");
    assertThat(setup.received(dataset)).isEqualTo(received);
    assertThat(setup.received("shop/ITEMS")).isEmpty();
    assertThatThrownBy(() -> setup.received("Interactions"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: records are put into a dataset such as [shop/INTERACTIONS], its group and its"
                + " type of [INTERACTIONS, ITEMS, USERS, ACTIONS, ACTION_INTERACTIONS], but this is"
                + " [Interactions]");
  }

  @Test
  void the_async_client_puts_too() {
    PersonalizeEventsAsyncClient async =
        SimulatedClients.of(world.sim).create(PersonalizeEventsAsyncClient.class);

    async
        .putEvents(
            r ->
                r.trackingId(tracker)
                    .sessionId("s")
                    .userId("ann")
                    .eventList(e -> e.eventType("click").sentAt(SENT).itemId("a")))
        .join();

    assertThat(setup.received("shop/INTERACTIONS")).hasSize(1);
    assertThat(setup.received("shop/INTERACTIONS").get(0).text("eventId")).hasSize(36);
  }

  @Test
  void what_was_put_is_exported() {
    put("s", "ann", e -> e.itemId("a").eventValue(4.5f).properties("{\"deviceType\":\"tv\"}"));

    assertThat(exported("PUT"))
        .isEqualTo(
            """
            USER_ID,ITEM_ID,EVENT_TYPE,EVENT_VALUE,DEVICE_TYPE,TIMESTAMP
            ann,a,click,4.5,tv,1767225600
            """);
    assertThat(exported("BULK"))
        .isEqualTo("USER_ID,ITEM_ID,EVENT_TYPE,EVENT_VALUE,DEVICE_TYPE,TIMESTAMP\n");
    assertThat(exported("ALL")).contains("ann,a,click,4.5,tv,");
  }

  @Test
  void a_session_belongs_to_the_user_whom_it_gets_to_know() {
    put("s", "", e -> e.itemId("a"));
    assertThat(exported("PUT")).doesNotContain("click");

    put("s", "ann", e -> e.itemId("b"));

    assertThat(exported("PUT")).contains("ann,a,click,", "ann,b,click,");
  }

  @Test
  void an_event_counts_once() {
    put("s", "ann", e -> e.itemId("a").eventId("same"));
    put("s", "ann", e -> e.itemId("a").eventId("same"));

    assertThat(exported("PUT").lines()).hasSize(2);
    assertThat(setup.received("shop/INTERACTIONS")).hasSize(2);
  }

  @Test
  void properties_must_be_those_of_the_schema() {
    refuses("Error parsing properties json", e -> e.itemId("a").properties("deviceType=phone"));
    refuses(
        "The property DEVICE_TYPE does not match any field of the schema.",
        e -> e.properties("{\"DEVICE_TYPE\":\"phone\"}"));
    refuses(
        "The property deviceType must be of type null or string.",
        e -> e.properties("{\"deviceType\":1}"));
    refuses(
        "The property userId is reserved and must not be in properties.",
        e -> e.properties("{\"userId\":\"bob\"}"));
    assertThat(setup.received("shop/INTERACTIONS")).isEmpty();
    // As code did before events had a member for it.
    put("s", "ann", e -> e.properties("{\"itemId\":\"a\",\"eventValue\":1.5}"));
    assertThat(exported("PUT")).contains("ann,a,click,1.5,,");
  }

  @Test
  void a_call_with_one_bad_event_puts_nothing() {
    assertThatThrownBy(
            () ->
                events.putEvents(
                    r ->
                        r.trackingId(tracker)
                            .sessionId("s")
                            .eventList(
                                e -> e.eventType("click").sentAt(SENT).itemId("a"),
                                e -> e.eventType("click").sentAt(SENT).properties("no"))))
        .isInstanceOf(InvalidInputException.class);

    assertThat(exported("PUT")).doesNotContain("click");
  }

  @Test
  void the_tracker_must_be_there_and_active() {
    assertThatThrownBy(
            () ->
                events.putEvents(
                    r ->
                        r.trackingId("none")
                            .sessionId("s")
                            .eventList(e -> e.eventType("click").sentAt(SENT))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Invalid tracking ID none.");
    String bare = world.group("bare");
    String early =
        world
            .personalize
            .createEventTracker(r -> r.name("early").datasetGroupArn(bare))
            .trackingId();
    assertThatThrownBy(() -> putBy(early)).hasMessageContaining("is in CREATE PENDING state.");
    world.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> putBy(early))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "The dataset group " + bare + " has no Interactions dataset in ACTIVE state.");
  }

  private void putBy(String trackingId) {
    events.putEvents(
        r ->
            r.trackingId(trackingId)
                .sessionId("s")
                .eventList(e -> e.eventType("click").sentAt(SENT)));
  }

  @Test
  void what_was_bought_is_filtered_at_once() {
    String campaign =
        world.campaign(
            "shelf", world.version(world.solution("s", group, "aws-user-personalization")));
    String filter =
        world
            .personalize
            .createFilter(
                r ->
                    r.name("bought")
                        .datasetGroupArn(group)
                        .filterExpression(
                            "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"purchase\")"))
            .filterArn();
    world.pass(Duration.ofMinutes(3));
    setup.recommend(query -> List.of("a", "b"));
    PersonalizeRuntimeClient runtime =
        SimulatedClients.of(world.sim).create(PersonalizeRuntimeClient.class);

    put("s", "ann", e -> e.itemId("a").eventType("purchase"));

    assertThat(
            runtime
                .getRecommendations(r -> r.campaignArn(campaign).userId("ann").filterArn(filter))
                .itemList())
        .extracting(PredictedItem::itemId)
        .containsExactly("b");
    assertThat(
            runtime
                .getRecommendations(r -> r.campaignArn(campaign).userId("bob").filterArn(filter))
                .itemList())
        .hasSize(2);
  }

  @Test
  void a_week_in_which_events_came_is_trained() {
    String solution =
        world
            .personalize
            .createSolution(
                r ->
                    r.name("recs")
                        .datasetGroupArn(group)
                        .recipeArn(PersonalizeWorld.RECIPES + "aws-user-personalization"))
            .solutionArn();
    world.pass(Duration.ofHours(2));
    world.pass(Duration.ofDays(7));
    assertThat(versions(solution)).isEqualTo(1);

    put("s", "ann", e -> e.itemId("a"));
    world.pass(Duration.ofDays(7));

    assertThat(versions(solution)).isEqualTo(2);
    world.pass(Duration.ofDays(7));
    assertThat(versions(solution)).isEqualTo(2);
  }

  private int versions(String solution) {
    return world
        .personalize
        .listSolutionVersions(r -> r.solutionArn(solution))
        .solutionVersions()
        .size();
  }

  @Test
  void a_deleted_user_is_gone_but_may_come_again() {
    put("s", "ann", e -> e.itemId("a"));
    world.sim.objects().put("s3://bucket/gone.csv", "USER_ID\nann\n");
    String job =
        world
            .personalize
            .createDataDeletionJob(
                r ->
                    r.jobName("gone")
                        .datasetGroupArn(group)
                        .roleArn(PersonalizeWorld.ROLE)
                        .dataSource(d -> d.dataLocation("s3://bucket/gone.csv")))
            .dataDeletionJobArn();
    world.pass(Duration.ofHours(7));

    assertThat(
            world
                .personalize
                .describeDataDeletionJob(r -> r.dataDeletionJobArn(job))
                .dataDeletionJob()
                .numDeleted())
        .isEqualTo(1);
    assertThat(exported("PUT")).doesNotContain("ann");
    put("s", "ann", e -> e.itemId("b"));
    assertThat(exported("PUT")).contains("ann,b,click");
  }

  @Test
  void a_snapshot_holds_what_was_put() {
    put("s", "ann", e -> e.itemId("a"));
    Simulator other = Simulator.of(world.sim.snapshot());
    put("s", "ann", e -> e.itemId("b"));

    assertThat(other.setup(PersonalizeSetup.class).received("shop/INTERACTIONS")).hasSize(1);
    assertThat(setup.received("shop/INTERACTIONS")).hasSize(2);
    world.sim.reset();
    assertThat(setup.received("shop/INTERACTIONS")).isEmpty();
  }

  @Test
  void a_usual_rate_throttles_who_puts_too_fast() {
    String users =
        world.dataset(
            group,
            "Users",
            """
            {"type": "record", "name": "Users",
             "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
             "fields": [
               {"name": "USER_ID", "type": "string"},
               {"name": "AGE", "type": ["null", "int"]}]}
            """);
    world.sim.faults().usualRates();

    for (int i = 0; i < 12; i++) {
      String user = "user-" + i;
      events.putUsers(r -> r.datasetArn(users).users(u -> u.userId(user)));
    }

    assertThat(setup.received("shop/USERS")).hasSize(12);
    assertThat(world.sim.journal().retries()).isNotEmpty();
  }

  @Test
  void faults_work_as_for_all() {
    world.sim.faults().on("PutEvents").first(1).throttle();

    put("s", "ann", e -> e.itemId("a"));

    assertThat(world.sim.journal().calls("PutEvents")).hasSize(2);
    world.sim.faults().on("PutUsers").fail("ResourceNotFoundException");
    assertThatThrownBy(() -> events.putUsers(r -> r.datasetArn(dataset).users(u -> u.userId("a"))))
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
