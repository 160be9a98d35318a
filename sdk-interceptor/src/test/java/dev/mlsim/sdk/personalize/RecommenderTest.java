package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.Recommender;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class RecommenderTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String group = world.domainGroup("videos", "VIDEO_ON_DEMAND");

  @Test
  void a_recommender_is_trained_for_an_hour_and_then_has_metrics() {
    String arn = create("picks");

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "recommender/picks");
    assertThat(recommender(arn).status()).isEqualTo("CREATE PENDING");
    assertThat(recommender(arn).hasModelMetrics()).isFalse();
    world.pass(Duration.ofMinutes(61));
    assertThat(recommender(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofMinutes(4));
    assertThat(recommender(arn).status()).isEqualTo("ACTIVE");
    assertThat(recommender(arn).modelMetrics()).containsKey("coverage");
    assertThat(recommender(arn).recommenderConfig().minRecommendationRequestsPerSecond())
        .isEqualTo(1);
    assertThat(personalize.listRecommenders(r -> r.datasetGroupArn(group)).recommenders())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.status()).isEqualTo("ACTIVE");
              assertThat(r.recipeArn()).endsWith("aws-vod-top-picks");
              assertThat(r.recommenderConfig().minRecommendationRequestsPerSecond()).isEqualTo(1);
            });
  }

  @Test
  void it_costs_what_it_provides_while_it_is_active() {
    String arn = active("picks");
    assertThat(world.sim.billing().running()).hasSize(1);

    personalize.stopRecommender(r -> r.recommenderArn(arn));

    assertThat(world.sim.billing().running()).isEmpty();
  }

  @Test
  void it_is_stopped_and_started() {
    String arn = active("picks");

    assertThatThrownBy(() -> personalize.startRecommender(r -> r.recommenderArn(arn)))
        .isInstanceOf(ResourceInUseException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
    assertThat(personalize.stopRecommender(r -> r.recommenderArn(arn)).recommenderArn())
        .isEqualTo(arn);
    assertThat(recommender(arn).status()).isEqualTo("STOP PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(recommender(arn).status()).isEqualTo("STOP IN_PROGRESS");
    world.pass(Duration.ofMinutes(4));
    assertThat(recommender(arn).status()).isEqualTo("INACTIVE");
    assertThatThrownBy(() -> personalize.stopRecommender(r -> r.recommenderArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(
            () ->
                personalize.updateRecommender(
                    r -> r.recommenderArn(arn).recommenderConfig(c -> {})))
        .isInstanceOf(ResourceInUseException.class);

    personalize.startRecommender(r -> r.recommenderArn(arn));
    assertThat(recommender(arn).status()).isEqualTo("START PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(recommender(arn).status()).isEqualTo("START IN_PROGRESS");
    world.pass(Duration.ofMinutes(9));
    assertThat(recommender(arn).status()).isEqualTo("ACTIVE");
  }

  @Test
  void an_update_runs_beside_the_active_recommender() {
    String arn = active("picks");

    personalize.updateRecommender(
        r -> r.recommenderArn(arn).recommenderConfig(c -> c.minRecommendationRequestsPerSecond(7)));

    assertThat(recommender(arn).status()).isEqualTo("ACTIVE");
    assertThat(recommender(arn).latestRecommenderUpdate().status()).isEqualTo("CREATE PENDING");
    assertThat(recommender(arn).recommenderConfig().minRecommendationRequestsPerSecond())
        .isEqualTo(1);
    assertThatThrownBy(() -> personalize.stopRecommender(r -> r.recommenderArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofHours(1));
    assertThat(recommender(arn).latestRecommenderUpdate().status()).isEqualTo("ACTIVE");
    assertThat(
            recommender(arn)
                .latestRecommenderUpdate()
                .recommenderConfig()
                .minRecommendationRequestsPerSecond())
        .isEqualTo(7);
    assertThat(recommender(arn).recommenderConfig().minRecommendationRequestsPerSecond())
        .isEqualTo(7);
  }

  @Test
  void a_failed_update_is_told_and_changes_nothing() {
    String arn = active("picks");
    world.sim.script().resource("recommender-update").failAt("CREATE PENDING", "Internal");

    personalize.updateRecommender(
        r -> r.recommenderArn(arn).recommenderConfig(c -> c.minRecommendationRequestsPerSecond(7)));
    world.pass(Duration.ofHours(1));

    assertThat(recommender(arn).latestRecommenderUpdate().status()).isEqualTo("CREATE FAILED");
    assertThat(recommender(arn).latestRecommenderUpdate().failureReason()).isEqualTo("Internal");
    assertThat(recommender(arn).recommenderConfig().minRecommendationRequestsPerSecond())
        .isEqualTo(1);
  }

  @Test
  void it_needs_a_domain_and_a_recipe_of_that_domain() {
    String plain = world.group("plain");

    assertThatThrownBy(() -> create("a", plain, "aws-vod-top-picks"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no domain");
    assertThatThrownBy(() -> create("a", group, "aws-ecomm-recommended-for-you"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> create("a", group, "aws-user-personalization"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> create("a", group, "aws-vod-unknown"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void five_recommenders_to_a_group_are_the_quota() {
    for (int i = 0; i < 5; i++) {
      create("r" + i);
    }

    assertThatThrownBy(() -> create("r5")).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void a_stopped_one_can_be_deleted() {
    String arn = active("picks");
    personalize.stopRecommender(r -> r.recommenderArn(arn));
    assertThatThrownBy(() -> personalize.deleteRecommender(r -> r.recommenderArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(5));

    personalize.deleteRecommender(r -> r.recommenderArn(arn));

    assertThat(recommender(arn).status()).isEqualTo("DELETE PENDING");
    assertThat(recommender(arn).hasModelMetrics()).isFalse();
    world.pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> recommender(arn)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void its_model_is_trained_anew_every_seven_days_while_it_is_active() {
    String arn = active("picks");
    Recommender first = recommender(arn);

    world.pass(Duration.ofDays(7).minusMillis(1));
    Recommender before = recommender(arn);
    world.pass(Duration.ofMillis(1));
    Recommender second = recommender(arn);

    assertThat(before).isEqualTo(first);
    assertThat(second.modelMetrics()).isNotEqualTo(first.modelMetrics());
    assertThat(second.lastUpdatedDateTime())
        .isEqualTo(first.lastUpdatedDateTime().plus(Duration.ofDays(7)));
    assertThat(second.status()).isEqualTo("ACTIVE");
    assertThat(second.latestRecommenderUpdate()).isNull();
    assertThat(
            personalize
                .listRecommenders(r -> r.datasetGroupArn(group))
                .recommenders()
                .get(0)
                .lastUpdatedDateTime())
        .isEqualTo(second.lastUpdatedDateTime());
  }

  @Test
  void a_stopped_one_is_not_trained_anew() {
    String arn = active("picks");
    personalize.stopRecommender(r -> r.recommenderArn(arn));
    world.pass(Duration.ofMinutes(5));
    Recommender stopped = recommender(arn);

    world.pass(Duration.ofDays(30));

    assertThat(recommender(arn)).isEqualTo(stopped);
  }

  private String active(String name) {
    String arn = create(name);
    world.pass(Duration.ofMinutes(65));
    return arn;
  }

  private String create(String name) {
    return create(name, group, "aws-vod-top-picks");
  }

  private String create(String name, String datasetGroup, String recipe) {
    return personalize
        .createRecommender(
            r ->
                r.name(name)
                    .datasetGroupArn(datasetGroup)
                    .recipeArn(PersonalizeWorld.RECIPES + recipe))
        .recommenderArn();
  }

  private Recommender recommender(String arn) {
    return personalize.describeRecommender(r -> r.recommenderArn(arn)).recommender();
  }
}
