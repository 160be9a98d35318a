package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.Campaign;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class CampaignTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String first = world.trained("recs");
  private final String solution = first.substring(0, first.lastIndexOf('/'));

  @Test
  void a_campaign_is_active_after_ten_minutes() {
    String arn =
        personalize
            .createCampaign(
                r ->
                    r.name("shop")
                        .solutionVersionArn(first)
                        .campaignConfig(
                            c -> c.itemExplorationConfig(Map.of("explorationWeight", "0.3"))))
            .campaignArn();

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "campaign/shop");
    assertThat(campaign(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(campaign(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    assertThatThrownBy(() -> personalize.deleteCampaign(r -> r.campaignArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(9));
    assertThat(campaign(arn).status()).isEqualTo("ACTIVE");
    assertThat(campaign(arn).minProvisionedTPS()).isEqualTo(1);
    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(first);
    assertThat(campaign(arn).campaignConfig().itemExplorationConfig())
        .containsEntry("explorationWeight", "0.3");
    assertThat(campaign(arn).latestCampaignUpdate()).isNull();
    assertThat(personalize.listCampaigns(r -> r.solutionArn(solution)).campaigns()).hasSize(1);
    assertThat(personalize.listCampaigns(r -> r.solutionArn(solution + "x")).campaigns()).isEmpty();
  }

  @Test
  void a_campaign_costs_what_it_provides_until_it_is_deleted() {
    String arn = world.campaign("shop", first);
    world.pass(Duration.ofHours(2));
    Duration before = world.sim.billing().time("TPS");
    personalize.updateCampaign(r -> r.campaignArn(arn).minProvisionedTPS(5));
    world.pass(Duration.ofHours(1));
    Duration updated = world.sim.billing().time("TPS");
    world.pass(Duration.ofHours(1));

    assertThat(before).isGreaterThanOrEqualTo(Duration.ofHours(2));
    assertThat(world.sim.billing().time("TPS")).isEqualTo(updated.plusHours(5));
    personalize.deleteCampaign(r -> r.campaignArn(arn));
    assertThat(world.sim.billing().running()).isEmpty();
  }

  @Test
  void an_update_runs_beside_the_active_campaign() {
    String arn = world.campaign("shop", first);
    String second = world.version(solution);

    personalize.updateCampaign(
        r -> r.campaignArn(arn).solutionVersionArn(second).minProvisionedTPS(5));

    assertThat(campaign(arn).status()).isEqualTo("ACTIVE");
    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(first);
    assertThat(campaign(arn).latestCampaignUpdate().status()).isEqualTo("CREATE PENDING");
    assertThat(campaign(arn).latestCampaignUpdate().solutionVersionArn()).isEqualTo(second);
    assertThat(campaign(arn).latestCampaignUpdate().minProvisionedTPS()).isEqualTo(5);
    assertThatThrownBy(
            () -> personalize.updateCampaign(r -> r.campaignArn(arn).minProvisionedTPS(2)))
        .isInstanceOf(ResourceInUseException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
    assertThatThrownBy(() -> personalize.deleteCampaign(r -> r.campaignArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(1));
    assertThat(campaign(arn).latestCampaignUpdate().status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofMinutes(10));
    assertThat(campaign(arn).latestCampaignUpdate().status()).isEqualTo("ACTIVE");
    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(second);
    assertThat(campaign(arn).minProvisionedTPS()).isEqualTo(5);
    assertThat(campaign(arn).lastUpdatedDateTime())
        .isEqualTo(campaign(arn).latestCampaignUpdate().lastUpdatedDateTime());
  }

  @Test
  void an_update_keeps_what_it_does_not_mention() {
    String arn =
        personalize
            .createCampaign(
                r ->
                    r.name("shop")
                        .solutionVersionArn(first)
                        .minProvisionedTPS(3)
                        .campaignConfig(c -> c.enableMetadataWithRecommendations(true)))
            .campaignArn();
    world.pass(Duration.ofMinutes(10));

    personalize.updateCampaign(
        r ->
            r.campaignArn(arn)
                .campaignConfig(c -> c.itemExplorationConfig(Map.of("explorationWeight", "0.9"))));
    world.pass(Duration.ofMinutes(11));

    assertThat(campaign(arn).minProvisionedTPS()).isEqualTo(3);
    assertThat(campaign(arn).campaignConfig().enableMetadataWithRecommendations()).isTrue();
    assertThat(campaign(arn).campaignConfig().itemExplorationConfig())
        .containsEntry("explorationWeight", "0.9");
  }

  @Test
  void a_failed_update_leaves_the_old_version_serving() {
    String arn = world.campaign("shop", first);
    String second = world.version(solution);
    world
        .sim
        .script()
        .resource("campaign-update")
        .named("shop")
        .failAt("CREATE IN_PROGRESS", "No capacity");

    personalize.updateCampaign(r -> r.campaignArn(arn).solutionVersionArn(second));
    world.pass(Duration.ofHours(1));

    assertThat(campaign(arn).status()).isEqualTo("ACTIVE");
    assertThat(campaign(arn).failureReason()).isNull();
    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(first);
    assertThat(campaign(arn).latestCampaignUpdate().status()).isEqualTo("CREATE FAILED");
    assertThat(campaign(arn).latestCampaignUpdate().failureReason()).isEqualTo("No capacity");
  }

  @Test
  void an_update_can_bring_a_failed_campaign_to_life() {
    world.sim.script().resource("campaign").failAt("CREATE IN_PROGRESS", "No capacity");
    String arn = world.campaign("shop", first);
    assertThat(campaign(arn).status()).isEqualTo("CREATE FAILED");
    assertThat(campaign(arn).failureReason()).isEqualTo("No capacity");

    personalize.updateCampaign(r -> r.campaignArn(arn).minProvisionedTPS(2));
    world.pass(Duration.ofMinutes(11));

    assertThat(campaign(arn).status()).isEqualTo("ACTIVE");
    assertThat(campaign(arn).minProvisionedTPS()).isEqualTo(2);
  }

  @Test
  void a_version_of_another_solution_is_refused() {
    String arn = world.campaign("shop", first);
    String other = world.trained("other");

    assertThatThrownBy(
            () -> personalize.updateCampaign(r -> r.campaignArn(arn).solutionVersionArn(other)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_bare_solution_is_not_found_and_the_latest_version_is() {
    assertThatThrownBy(() -> world.campaign("a", solution))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + solution + " does not exist.");
    String second = world.version(solution);

    String arn = world.campaign("a", solution + "/$LATEST");

    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(second);
    String empty = world.solution("empty");
    assertThatThrownBy(() -> world.campaign("b", empty + "/$LATEST"))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void a_campaign_that_syncs_follows_new_versions() {
    assertThatThrownBy(
            () ->
                personalize.createCampaign(
                    r ->
                        r.name("sync")
                            .solutionVersionArn(first)
                            .campaignConfig(c -> c.syncWithLatestSolutionVersion(true))))
        .isInstanceOf(InvalidInputException.class);
    String arn =
        personalize
            .createCampaign(
                r ->
                    r.name("sync")
                        .solutionVersionArn(solution + "/$LATEST")
                        .campaignConfig(c -> c.syncWithLatestSolutionVersion(true)))
            .campaignArn();
    world.pass(Duration.ofMinutes(10));

    String second = world.version(solution);

    assertThat(campaign(arn).latestCampaignUpdate().solutionVersionArn()).isEqualTo(second);
    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(first);
    world.pass(Duration.ofMinutes(11));
    assertThat(campaign(arn).solutionVersionArn()).isEqualTo(second);
  }

  @Test
  void a_version_that_is_not_active_is_in_use() {
    String young =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();

    assertThatThrownBy(() -> world.campaign("a", young)).isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void five_campaigns_to_a_group_are_the_quota_and_names_are_unique() {
    String arn = world.campaign("c0", first);
    for (int i = 1; i < 5; i++) {
      world.campaign("c" + i, first);
    }

    assertThatThrownBy(() -> world.campaign("c0", first))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Another resource with Arn " + arn + " already exists.");
    assertThatThrownBy(() -> world.campaign("c5", first))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining(
            "More than 5 resources in ACTIVE state. Please delete some and try again.");
    world.campaign("c5", world.trained("other"));
  }

  @Test
  void a_deleted_campaign_goes_step_by_step_and_frees_its_name() {
    String arn = world.campaign("shop", first);

    personalize.deleteCampaign(r -> r.campaignArn(arn));

    assertThat(campaign(arn).status()).isEqualTo("DELETE PENDING");
    assertThatThrownBy(() -> world.campaign("shop", first))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    world.pass(Duration.ofSeconds(30));
    assertThat(campaign(arn).status()).isEqualTo("DELETE IN_PROGRESS");
    assertThatThrownBy(() -> personalize.deleteCampaign(r -> r.campaignArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofSeconds(90));
    assertThatThrownBy(() -> campaign(arn)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(world.campaign("shop", first)).isEqualTo(arn);
    assertThat(campaign(arn).latestCampaignUpdate()).isNull();
  }

  private Campaign campaign(String arn) {
    return personalize.describeCampaign(r -> r.campaignArn(arn)).campaign();
  }
}
