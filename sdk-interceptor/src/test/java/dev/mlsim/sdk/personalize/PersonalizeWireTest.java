package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Chaos;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.personalize.PersonalizeSetup;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalizeevents.PersonalizeEventsClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.ResourceNotFoundException;

/** Three services that sign with one name, at one endpoint; and what goes wrong on the way. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class PersonalizeWireTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

  private final PersonalizeWorld world = new PersonalizeWorld();

  @Test
  void another_process_finds_all_three_at_one_endpoint() {
    String group = world.group("shop");
    world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS);
    String tracker =
        world.personalize.createEventTracker(r -> r.name("t").datasetGroupArn(group)).trackingId();
    String campaign =
        world.campaign("shelf", world.version(world.solution("s", group, "aws-sims")));
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("b"));
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(world.sim);
        PersonalizeClient control =
            PersonalizeClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(KEYS)
                .region(Region.US_EAST_1)
                .build();
        PersonalizeEventsClient events =
            PersonalizeEventsClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(KEYS)
                .region(Region.US_EAST_1)
                .build();
        PersonalizeRuntimeClient runtime =
            PersonalizeRuntimeClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(KEYS)
                .region(Region.US_EAST_1)
                .build()) {
      events.putEvents(
          r ->
              r.trackingId(tracker)
                  .sessionId("s")
                  .userId("ann")
                  .eventList(e -> e.eventType("click").itemId("a").sentAt(Instant.EPOCH)));
      assertThat(runtime.getRecommendations(r -> r.campaignArn(campaign).itemId("a")).itemList())
          .extracting(PredictedItem::itemId)
          .containsExactly("b");
      assertThatThrownBy(
              () -> runtime.getRecommendations(r -> r.campaignArn(campaign + "s").itemId("a")))
          .isInstanceOfSatisfying(
              ResourceNotFoundException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
      assertThatThrownBy(() -> control.describeCampaign(r -> r.campaignArn(campaign + "s")))
          .isInstanceOfSatisfying(
              AwsServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(400));
    }
  }

  @Test
  void calls_under_chaos_keep_their_books() {
    String campaign = world.campaign("shelf", world.trained("s"));
    PersonalizeRuntimeClient runtime =
        SimulatedClients.of(world.sim).create(PersonalizeRuntimeClient.class);
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("b"));
    Chaos chaos = world.sim.chaos(0.05);
    int answered = 0;
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      try {
        runtime.getRecommendations(r -> r.campaignArn(campaign).userId("ann"));
        answered++;
      } catch (AwsServiceException | SdkClientException e) {
        refused++;
      }
    }
    chaos.end();

    assertThat(answered + refused).isEqualTo(200);
    assertThat(answered).isGreaterThan(150);
    assertThat(world.sim.journal().calls("GetRecommendations"))
        .hasSize(200 + world.sim.journal().retries().size());
  }
}
