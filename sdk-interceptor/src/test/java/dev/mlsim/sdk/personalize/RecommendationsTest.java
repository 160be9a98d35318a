package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.RecommendationQuery;
import dev.mlsim.services.personalize.RecordFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeAsyncClient;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsRequest;
import software.amazon.awssdk.services.personalizeruntime.model.GetRecommendationsResponse;
import software.amazon.awssdk.services.personalizeruntime.model.InvalidInputException;
import software.amazon.awssdk.services.personalizeruntime.model.PredictedItem;
import software.amazon.awssdk.services.personalizeruntime.model.ResourceNotFoundException;

class RecommendationsTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeRuntimeClient runtime =
      SimulatedClients.of(world.sim).create(PersonalizeRuntimeClient.class);
  private final PersonalizeSetup setup = world.sim.setup(PersonalizeSetup.class);

  private String campaign(String recipe) {
    return world.campaign("shelf", world.trained("s", recipe));
  }

  private GetRecommendationsResponse ask(Consumer<GetRecommendationsRequest.Builder> request) {
    return runtime.getRecommendations(request);
  }

  private static List<String> ids(GetRecommendationsResponse response) {
    return response.itemList().stream().map(PredictedItem::itemId).toList();
  }

  private void refuses(String message, Consumer<GetRecommendationsRequest.Builder> request) {
    assertThatThrownBy(() -> ask(request))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }

  @Test
  void the_tests_function_answers_calls_as_it_answers_batch_jobs() {
    String campaign = campaign("aws-user-personalization");
    List<RecommendationQuery> asked = new ArrayList<>();
    setup.recommend(
        query -> {
          asked.add(query);
          return List.of(query.subject() + "-likes-this", "item-7", "item-8");
        });

    GetRecommendationsResponse response =
        ask(
            r ->
                r.campaignArn(campaign)
                    .userId("ann")
                    .numResults(2)
                    .context(Map.of("DEVICE", "phone")));

    assertThat(ids(response)).containsExactly("ann-likes-this", "item-7");
    assertThat(response.itemList())
        .extracting(PredictedItem::score)
        .allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0))
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(response.recommendationId()).startsWith("RID-").hasSize(40);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).recipe()).isEqualTo("aws-user-personalization");
    assertThat(asked.get(0).asked()).isEqualTo(campaign);
    assertThat(asked.get(0).userId()).contains("ann");
    assertThat(asked.get(0).input().at("/context/DEVICE").asText()).isEqualTo("phone");
  }

  @Test
  void the_async_client_is_answered_too() {
    String campaign = campaign("aws-user-personalization");
    setup.recommend(query -> List.of("a"));
    PersonalizeRuntimeAsyncClient async =
        SimulatedClients.of(world.sim).create(PersonalizeRuntimeAsyncClient.class);

    assertThat(ids(async.getRecommendations(r -> r.campaignArn(campaign).userId("ann")).join()))
        .containsExactly("a");
  }

  @Test
  void the_async_client_ranks_and_proposes_too() {
    String ranking = world.campaign("ranking", world.trained("r", "aws-personalized-ranking"));
    String next = world.campaign("next", world.trained("n", "aws-next-best-action"));
    setup.recommend(query -> List.of("b", "a"));
    PersonalizeRuntimeAsyncClient async =
        SimulatedClients.of(world.sim).create(PersonalizeRuntimeAsyncClient.class);

    assertThat(
            async
                .getPersonalizedRanking(
                    r -> r.campaignArn(ranking).userId("ann").inputList("a", "b"))
                .join()
                .personalizedRanking())
        .extracting(PredictedItem::itemId)
        .containsExactly("b", "a");
    assertThat(
            async
                .getActionRecommendations(r -> r.campaignArn(next).userId("ann"))
                .join()
                .actionList())
        .hasSize(2);
  }

  @Test
  void without_a_word_25_come_from_the_seed_and_the_same_again() {
    String campaign = campaign("aws-user-personalization");

    GetRecommendationsResponse first = ask(r -> r.campaignArn(campaign).userId("ann"));

    assertThat(ids(first)).hasSize(25).doesNotHaveDuplicates();
    assertThat(ids(ask(r -> r.campaignArn(campaign).userId("ann")))).isEqualTo(ids(first));
    assertThat(ids(ask(r -> r.campaignArn(campaign).userId("bob")))).isNotEqualTo(ids(first));
    assertThat(ids(ask(r -> r.campaignArn(campaign).userId("ann").numResults(500)))).hasSize(500);
  }

  @Test
  void who_is_asked_must_be_active() {
    String missing = PersonalizeWorld.ARNS + "campaign/none";
    assertThatThrownBy(() -> ask(r -> r.campaignArn(missing).userId("ann")))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("Resource Arn " + missing + " does not exist.");
            });
    String version = world.trained("s");
    String campaign =
        world
            .personalize
            .createCampaign(r -> r.name("shelf").solutionVersionArn(version))
            .campaignArn();
    assertThatThrownBy(() -> ask(r -> r.campaignArn(campaign).userId("ann")))
        .isInstanceOf(ResourceNotFoundException.class);

    world.pass(Duration.ofMinutes(10));

    assertThat(ids(ask(r -> r.campaignArn(campaign).userId("ann")))).hasSize(25);
    world.personalize.deleteCampaign(r -> r.campaignArn(campaign));
    assertThatThrownBy(() -> ask(r -> r.campaignArn(campaign).userId("ann")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void an_update_is_served_by_the_old_version_until_it_has_taken_over() {
    String solution = world.solution("s");
    String old = world.version(solution);
    String campaign = world.campaign("shelf", old);
    List<String> before = ids(ask(r -> r.campaignArn(campaign).userId("ann")));
    String next = world.version(solution);

    world.personalize.updateCampaign(r -> r.campaignArn(campaign).solutionVersionArn(next));

    assertThat(ids(ask(r -> r.campaignArn(campaign).userId("ann")))).isEqualTo(before);
    world.pass(Duration.ofMinutes(15));
    assertThat(ids(ask(r -> r.campaignArn(campaign).userId("ann")))).isNotEqualTo(before);
  }

  @Test
  void what_a_recipe_needs_is_asked_for() {
    String campaign = campaign("aws-user-personalization");
    refuses("Either campaignArn or recommenderArn must be provided.", r -> r.userId("ann"));
    refuses(
        "Only one of campaignArn and recommenderArn can be provided.",
        r -> r.campaignArn(campaign).recommenderArn(campaign).userId("ann"));
    refuses(
        "The userId is required for recipe aws-user-personalization.",
        r -> r.campaignArn(campaign).itemId("a"));
    refuses(
        "numResults must be less than or equal to 500.",
        r -> r.campaignArn(campaign).userId("ann").numResults(501));
    refuses(
        "Invalid Arn " + PersonalizeWorld.ARNS + "solution/s: it is not the Arn of a campaign.",
        r -> r.campaignArn(PersonalizeWorld.ARNS + "solution/s").userId("ann"));
  }

  @Test
  void related_items_are_about_an_item_and_have_no_scores() {
    String campaign = campaign("aws-similar-items");
    setup.recommend(query -> List.of("like-" + query.subject()));

    refuses(
        "The itemId is required for recipe aws-similar-items.",
        r -> r.campaignArn(campaign).userId("ann"));
    GetRecommendationsResponse response = ask(r -> r.campaignArn(campaign).itemId("a"));
    assertThat(ids(response)).containsExactly("like-a");
    assertThat(response.itemList().get(0).score()).isNull();
  }

  @Test
  void other_recipes_have_operations_of_their_own() {
    String ranking = campaign("aws-personalized-ranking");
    refuses(
        "GetRecommendations is not supported for recipe aws-personalized-ranking. Use"
            + " GetPersonalizedRanking instead.",
        r -> r.campaignArn(ranking).userId("ann"));
    assertThatThrownBy(() -> runtime.getActionRecommendations(r -> r.campaignArn(ranking)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "GetActionRecommendations is not supported for recipe aws-personalized-ranking.");
  }

  @Test
  void a_ranking_has_all_of_the_list() {
    String campaign = campaign("aws-personalized-ranking");
    setup.recommend(query -> List.of("c", "x", "a"));

    assertThat(
            runtime
                .getPersonalizedRanking(
                    r -> r.campaignArn(campaign).userId("ann").inputList("a", "b", "c"))
                .personalizedRanking())
        .extracting(PredictedItem::itemId)
        .containsExactly("c", "a", "b");
    assertThatThrownBy(
            () ->
                runtime.getPersonalizedRanking(
                    r ->
                        r.campaignArn(campaign)
                            .userId("ann")
                            .inputList(IntStream.range(0, 501).mapToObj(String::valueOf).toList())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("The size of inputList must be less than or equal to 500.");
    assertThatThrownBy(() -> runtime.getPersonalizedRanking(r -> r.campaignArn(campaign)))
        .hasMessageContaining("2 validation errors detected: Value null at 'inputList'");
  }

  @Test
  void actions_are_recommended_by_their_own_recipe() {
    String campaign = campaign("aws-next-best-action");
    setup.recommend(query -> IntStream.range(0, 9).mapToObj(i -> "action-" + i).toList());

    assertThat(
            runtime
                .getActionRecommendations(r -> r.campaignArn(campaign).userId("ann"))
                .actionList())
        .hasSize(5)
        .allSatisfy(action -> assertThat(action.score()).isPositive());
    assertThatThrownBy(() -> runtime.getActionRecommendations(r -> r.campaignArn(campaign)))
        .hasMessageContaining("The userId is required for recipe aws-next-best-action.");
    assertThatThrownBy(
            () ->
                runtime.getActionRecommendations(
                    r -> r.campaignArn(campaign).userId("ann").numResults(101)))
        .hasMessageContaining("numResults must be less than or equal to 100.");
    refuses(
        "GetRecommendations is not supported for recipe aws-next-best-action. Use"
            + " GetActionRecommendations instead.",
        r -> r.campaignArn(campaign).userId("ann"));
  }

  @Test
  void a_recommender_needs_what_its_use_case_does_and_serves_until_it_is_stopped() {
    String group = world.domainGroup("movies", "VIDEO_ON_DEMAND");
    String recommender = recommender(group, "aws-vod-more-like-x");
    setup.recommend(query -> List.of("like-" + query.subject()));

    refuses(
        "The userId is required for recipe aws-vod-more-like-x.",
        r -> r.recommenderArn(recommender).itemId("m"));
    assertThat(ids(ask(r -> r.recommenderArn(recommender).itemId("m").userId("ann"))))
        .containsExactly("like-m");

    world.personalize.stopRecommender(r -> r.recommenderArn(recommender));
    world.pass(Duration.ofMinutes(5));
    refuses(
        "Resource " + recommender + " is in INACTIVE state.",
        r -> r.recommenderArn(recommender).itemId("m").userId("ann"));
    String trending = recommender(group, "aws-vod-trending-now");
    assertThat(ids(ask(r -> r.recommenderArn(trending)))).containsExactly("like-");
  }

  private String recommender(String group, String recipe) {
    String arn =
        world
            .personalize
            .createRecommender(
                r ->
                    r.name(recipe)
                        .datasetGroupArn(group)
                        .recipeArn(PersonalizeWorld.RECIPES + recipe))
            .recommenderArn();
    world.pass(Duration.ofMinutes(65));
    return arn;
  }

  @Test
  void a_function_that_refuses_or_throws_says_so() {
    String campaign = campaign("aws-user-personalization");
    setup.recommend(
        query -> {
          throw new RecordFailure("no such user");
        });
    refuses("no such user", r -> r.campaignArn(campaign).userId("ann"));

    setup.recommend(
        query -> {
          throw new IllegalStateException("broken");
        });
    assertThatThrownBy(() -> ask(r -> r.campaignArn(campaign).userId("ann")))
        .hasMessageContaining("mlsim: the test's function given to [recommend] failed")
        .hasMessageContaining("java.lang.IllegalStateException: broken");
  }

  @Test
  void faults_and_the_journal_work_as_for_all() {
    String campaign = campaign("aws-user-personalization");
    world.sim.faults().on("GetRecommendations").first(2).throttle();

    ask(r -> r.campaignArn(campaign).userId("ann"));

    assertThat(world.sim.journal().calls("GetRecommendations")).hasSize(3);
    world.sim.faults().on("personalizeruntime:*").fail("ResourceNotFoundException");
    assertThatThrownBy(() -> ask(r -> r.campaignArn(campaign).userId("ann")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(world.sim.journal().calls("GetRecommendations")).hasSize(4);
  }
}
