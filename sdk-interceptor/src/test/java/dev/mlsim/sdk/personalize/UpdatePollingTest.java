package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Polling;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DescribeCampaignResponse;

/** What a resource shows as on its way beside its own status is waited for by who polls it. */
class UpdatePollingTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void settle_ends_the_update_of_a_campaign() {
    String version = world.trained("recs");
    String campaign = world.campaign("shop", version);
    world.sim.polling(Polling.settle());
    personalize.updateCampaign(r -> r.campaignArn(campaign).minProvisionedTPS(5));

    assertThat(updateOfCampaign(campaign)).isEqualTo("ACTIVE");
    assertThat(
            personalize
                .describeCampaign(r -> r.campaignArn(campaign))
                .campaign()
                .minProvisionedTPS())
        .isEqualTo(5);
  }

  @Test
  void tick_ends_the_update_of_a_campaign_in_the_end_and_then_stands_still() {
    String version = world.trained("recs");
    String campaign = world.campaign("shop", version);
    world.sim.polling(Polling.tick(Duration.ofMinutes(1)));
    personalize.updateCampaign(r -> r.campaignArn(campaign).minProvisionedTPS(5));

    int looks = 1;
    while (!updateOfCampaign(campaign).equals("ACTIVE")) {
      looks++;
    }

    assertThat(looks).isBetween(2, 20);
    Instant ended = world.sim.clock().now();
    updateOfCampaign(campaign);
    assertThat(world.sim.clock().now()).isEqualTo(ended);
  }

  @Test
  void tick_lets_the_patience_with_a_stuck_update_end() {
    String version = world.trained("recs");
    String campaign = world.campaign("shop", version);
    world.sim.script().resource("campaign-update").stuckAt("CREATE IN_PROGRESS");
    world.sim.polling(Polling.tick(Duration.ofMinutes(1)));
    personalize.updateCampaign(r -> r.campaignArn(campaign).minProvisionedTPS(5));
    Instant deadline = world.sim.clock().now().plus(Duration.ofHours(1));

    while (world.sim.clock().now().isBefore(deadline)) {
      assertThat(updateOfCampaign(campaign)).isNotEqualTo("ACTIVE");
    }
  }

  @Test
  void a_waiter_of_the_users_own_is_answered_when_the_update_has_ended() {
    String version = world.trained("recs");
    String campaign = world.campaign("shop", version);
    personalize.updateCampaign(r -> r.campaignArn(campaign).minProvisionedTPS(5));
    Waiter<DescribeCampaignResponse> waiter =
        Waiter.builder(DescribeCampaignResponse.class)
            .addAcceptor(
                WaiterAcceptor.successOnResponseAcceptor(
                    r -> r.campaign().latestCampaignUpdate().status().equals("ACTIVE")))
            .addAcceptor(WaiterAcceptor.retryOnResponseAcceptor(r -> true))
            .build();

    waiter.run(() -> personalize.describeCampaign(r -> r.campaignArn(campaign)));

    assertThat(world.sim.resources().get("campaign-update", "shop").status()).isEqualTo("ACTIVE");
  }

  @Test
  void settle_ends_the_update_of_a_recommender() {
    String group = world.domainGroup("videos", "VIDEO_ON_DEMAND");
    world.sim.polling(Polling.settle());
    String recommender =
        personalize
            .createRecommender(
                r ->
                    r.name("top")
                        .datasetGroupArn(group)
                        .recipeArn(PersonalizeWorld.RECIPES + "aws-vod-top-picks"))
            .recommenderArn();
    assertThat(
            personalize
                .describeRecommender(r -> r.recommenderArn(recommender))
                .recommender()
                .status())
        .isEqualTo("ACTIVE");

    personalize.updateRecommender(
        r ->
            r.recommenderArn(recommender)
                .recommenderConfig(c -> c.minRecommendationRequestsPerSecond(3)));

    assertThat(
            personalize
                .describeRecommender(r -> r.recommenderArn(recommender))
                .recommender()
                .latestRecommenderUpdate()
                .status())
        .isEqualTo("ACTIVE");
  }

  @Test
  void settle_ends_the_update_and_the_latest_training_of_a_solution() {
    String solution = world.solution("recs");
    world.sim.polling(Polling.settle());
    personalize.createSolutionVersion(r -> r.solutionArn(solution));

    assertThat(
            personalize
                .describeSolution(r -> r.solutionArn(solution))
                .solution()
                .latestSolutionVersion()
                .status())
        .isEqualTo("ACTIVE");

    personalize.updateSolution(r -> r.solutionArn(solution).performAutoTraining(true));

    assertThat(
            personalize
                .describeSolution(r -> r.solutionArn(solution))
                .solution()
                .latestSolutionUpdate()
                .status())
        .isEqualTo("ACTIVE");
  }

  private String updateOfCampaign(String campaign) {
    return personalize
        .describeCampaign(r -> r.campaignArn(campaign))
        .campaign()
        .latestCampaignUpdate()
        .status();
  }
}
