package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalize.model.Solution;
import software.amazon.awssdk.services.personalize.model.SolutionConfig;
import software.amazon.awssdk.services.personalize.model.SolutionVersionSummary;

class SolutionTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void a_solution_is_active_at_once_and_has_no_version_yet() {
    String group = world.group("movies");

    String arn =
        personalize
            .createSolution(
                r ->
                    r.name("recs")
                        .datasetGroupArn(group)
                        .recipeArn(PersonalizeWorld.RECIPES + "aws-user-personalization")
                        .eventType("click")
                        .solutionConfig(c -> c.eventValueThreshold("0.5")))
            .solutionArn();

    Solution solution = solution(arn);
    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "solution/recs");
    assertThat(solution.status()).isEqualTo("ACTIVE");
    assertThat(solution.lastUpdatedDateTime()).isEqualTo(solution.creationDateTime());
    assertThat(solution.performHPO()).isFalse();
    assertThat(solution.performAutoML()).isFalse();
    assertThat(solution.performAutoTraining()).isTrue();
    assertThat(solution.eventType()).isEqualTo("click");
    assertThat(solution.solutionConfig().eventValueThreshold()).isEqualTo("0.5");
    assertThat(solution.solutionConfig().autoTrainingConfig().schedulingExpression())
        .isEqualTo("rate(7 days)");
    assertThat(solution.latestSolutionVersion()).isNull();
    assertThat(solution.latestSolutionUpdate()).isNull();
    assertThat(personalize.listSolutions(r -> r.datasetGroupArn(group)).solutions())
        .singleElement()
        .satisfies(s -> assertThat(s.recipeArn()).endsWith("aws-user-personalization"));
  }

  @Test
  void it_trains_by_itself_after_an_hour_and_then_in_a_week_in_which_data_came() {
    String arn = automatic("recs", "rate(7 days)");

    world.pass(Duration.ofMinutes(59));
    assertThat(versions(arn)).isEmpty();
    world.pass(Duration.ofMinutes(1));
    SolutionVersionSummary first = versions(arn).get(0);
    assertThat(first.trainingTypeAsString()).isEqualTo("AUTOMATIC");
    assertThat(first.trainingModeAsString()).isEqualTo("AUTOTRAIN");
    assertThat(first.status()).isEqualTo("CREATE PENDING");
    assertThat(solution(arn).latestSolutionVersion().solutionVersionArn())
        .isEqualTo(first.solutionVersionArn());
    dataComes("first", arn);
    world.pass(Duration.ofDays(7));
    assertThat(versions(arn)).hasSize(2);
    world.pass(Duration.ofDays(14));
    assertThat(versions(arn)).hasSize(2);
    assertThat(world.sim.journal().text())
        .contains(
            "solution [recs] is not trained automatically: no import has ended and no record was put");
    dataComes("second", arn);
    world.pass(Duration.ofDays(7));
    assertThat(versions(arn)).hasSize(3);
  }

  @Test
  void a_training_that_failed_is_made_up_for_without_new_data() {
    String arn = automatic("recs", "rate(1 day)");
    world
        .sim
        .script()
        .resource("solution-version")
        .first(1)
        .failAt("CREATE IN_PROGRESS", "Internal");
    world.pass(Duration.ofHours(2));
    assertThat(versions(arn).get(0).status()).isEqualTo("CREATE FAILED");

    world.pass(Duration.ofDays(3));

    assertThat(versions(arn))
        .extracting(SolutionVersionSummary::status)
        .containsExactly("ACTIVE", "CREATE FAILED");
  }

  @Test
  void a_version_made_by_hand_in_the_first_hour_replaces_the_first_training() {
    String arn = automatic("recs", "rate(2 days)");
    world.pass(Duration.ofMinutes(30));
    personalize.createSolutionVersion(r -> r.solutionArn(arn));

    world.pass(Duration.ofHours(1));
    assertThat(versions(arn)).hasSize(1);
    dataComes("first", arn);
    world.pass(Duration.ofDays(2));
    assertThat(versions(arn))
        .extracting(SolutionVersionSummary::trainingTypeAsString)
        .containsExactly("AUTOMATIC", "MANUAL");
  }

  @Test
  void automatic_training_can_be_off_and_nobody_waits_for_it() {
    String off = world.solution("off");
    String on = automatic("on", "rate(1 day)");

    world.sim.clock().runUntilIdle(Duration.ofDays(1));
    assertThat(versions(on)).isEmpty();
    world.pass(Duration.ofDays(30));

    assertThat(versions(off)).isEmpty();
    assertThat(versions(on)).hasSize(1);
    assertThat(solution(off).performAutoTraining()).isFalse();
    assertThat(solution(off).solutionConfig()).isEqualTo(SolutionConfig.builder().build());
  }

  @Test
  void an_update_runs_beside_the_active_solution() {
    String arn = world.solution("recs");

    personalize.updateSolution(
        r ->
            r.solutionArn(arn)
                .performAutoTraining(true)
                .solutionUpdateConfig(
                    c -> c.autoTrainingConfig(a -> a.schedulingExpression("rate(3 days)"))));

    assertThat(solution(arn).status()).isEqualTo("ACTIVE");
    assertThat(solution(arn).latestSolutionUpdate().status()).isEqualTo("CREATE PENDING");
    assertThat(solution(arn).performAutoTraining()).isFalse();
    assertThatThrownBy(
            () -> personalize.updateSolution(r -> r.solutionArn(arn).performAutoTraining(false)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofSeconds(11));
    assertThat(solution(arn).latestSolutionUpdate().status()).isEqualTo("ACTIVE");
    assertThat(
            solution(arn)
                .latestSolutionUpdate()
                .solutionUpdateConfig()
                .autoTrainingConfig()
                .schedulingExpression())
        .isEqualTo("rate(3 days)");
    assertThat(solution(arn).performAutoTraining()).isTrue();
    assertThat(solution(arn).solutionConfig().autoTrainingConfig().schedulingExpression())
        .isEqualTo("rate(3 days)");
    world.pass(Duration.ofHours(1));
    assertThat(versions(arn)).hasSize(1);
    dataComes("first", arn);
    world.pass(Duration.ofDays(3));
    assertThat(versions(arn)).hasSize(2);
  }

  @Test
  void a_failed_update_changes_nothing() {
    String arn = world.solution("recs");
    world.sim.script().resource("solution-update").failAt("CREATE IN_PROGRESS", "Internal");

    personalize.updateSolution(r -> r.solutionArn(arn).performAutoTraining(true));
    world.pass(Duration.ofDays(1));

    assertThat(solution(arn).latestSolutionUpdate().status()).isEqualTo("CREATE FAILED");
    assertThat(solution(arn).latestSolutionUpdate().failureReason()).isEqualTo("Internal");
    assertThat(solution(arn).status()).isEqualTo("ACTIVE");
    assertThat(solution(arn).performAutoTraining()).isFalse();
    assertThat(versions(arn)).isEmpty();
  }

  @Test
  void turning_automatic_training_off_stops_it() {
    String arn = automatic("recs", "rate(1 day)");
    world.pass(Duration.ofHours(1));

    personalize.updateSolution(r -> r.solutionArn(arn).performAutoTraining(false));
    dataComes("first", arn);
    world.pass(Duration.ofDays(10));

    assertThat(versions(arn)).hasSize(1);
  }

  @Test
  void a_recipe_is_needed_unless_auto_ml_chooses_one() {
    String group = world.group("movies");

    assertThatThrownBy(() -> personalize.createSolution(r -> r.name("a").datasetGroupArn(group)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                personalize.createSolution(
                    r ->
                        r.name("a")
                            .datasetGroupArn(group)
                            .performAutoML(true)
                            .recipeArn(PersonalizeWorld.RECIPES + "aws-sims")))
        .isInstanceOf(InvalidInputException.class);
    String arn =
        personalize
            .createSolution(r -> r.name("a").datasetGroupArn(group).performAutoML(true))
            .solutionArn();
    assertThat(solution(arn).autoMLResult()).isNull();
    world.version(arn);
    assertThat(solution(arn).autoMLResult().bestRecipeArn()).endsWith("recipe/aws-hrnn");
  }

  @Test
  void recipes_are_checked() {
    String group = world.group("movies");

    assertThatThrownBy(() -> world.solution("a", group, "aws-unknown"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + PersonalizeWorld.RECIPES + "aws-unknown does not");
    assertThatThrownBy(() -> world.solution("a", group, "aws-vod-top-picks"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                personalize.createSolution(
                    r -> r.name("a").datasetGroupArn(group).recipeArn(group)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> automatic("b", "rate(31 days)"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("rate(31 days)");
  }

  @Test
  void an_event_type_needs_a_column() {
    String group = world.group("movies");
    world.dataset(
        group, "Interactions", PersonalizeWorld.INTERACTIONS.replace("EVENT_TYPE", "DEVICE_TYPE"));

    assertThatThrownBy(
            () ->
                personalize.createSolution(
                    r ->
                        r.name("a")
                            .datasetGroupArn(group)
                            .eventType("click")
                            .recipeArn(PersonalizeWorld.RECIPES + "aws-sims")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("EVENT_TYPE");
  }

  @Test
  void ten_solutions_to_a_group_are_the_quota_and_names_are_unique() {
    String group = world.group("movies");
    for (int i = 0; i < 10; i++) {
      world.solution("s" + i, group, "aws-sims");
    }

    assertThatThrownBy(() -> world.solution("s0", group, "aws-sims"))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThatThrownBy(() -> world.solution("s10", group, "aws-sims"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 10 resources in ACTIVE state.");
    world.solution("s10", world.group("other"), "aws-sims");
  }

  @Test
  void deleting_a_solution_takes_its_versions_along() {
    String version = world.trained("recs");
    String solution = version.substring(0, version.lastIndexOf('/'));
    String campaign = world.campaign("c", version);

    assertThatThrownBy(() -> personalize.deleteSolution(r -> r.solutionArn(solution)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(campaign);
    personalize.deleteCampaign(r -> r.campaignArn(campaign));
    world.pass(Duration.ofMinutes(2));
    personalize.createSolutionVersion(r -> r.solutionArn(solution));
    assertThatThrownBy(() -> personalize.deleteSolution(r -> r.solutionArn(solution)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofHours(1));
    personalize.deleteSolution(r -> r.solutionArn(solution));
    assertThat(solution(solution).status()).isEqualTo("DELETE PENDING");
    world.pass(Duration.ofMinutes(2));

    assertThatThrownBy(() -> solution(solution)).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () -> personalize.describeSolutionVersion(r -> r.solutionVersionArn(version)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> versions(solution)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_deleted_solution_trains_no_more() {
    String arn = automatic("recs", "rate(1 day)");

    personalize.deleteSolution(r -> r.solutionArn(arn));
    world.pass(Duration.ofDays(3));

    assertThat(world.sim.resources().all("solution-version")).isEmpty();
  }

  /** An import into the interactions of the solution's group, which are made at the first. */
  private void dataComes(String job, String solution) {
    String group = solution(solution).datasetGroupArn();
    String dataset =
        personalize.listDatasets(r -> r.datasetGroupArn(group)).datasets().stream()
            .map(DatasetSummary::datasetArn)
            .findFirst()
            .orElseGet(() -> world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS));
    world.importJob(job, dataset, "s3://bucket/in/");
    world.pass(Duration.ofMinutes(15));
  }

  private String automatic(String name, String rate) {
    String group = world.group("group-of-" + name);
    return personalize
        .createSolution(
            r ->
                r.name(name)
                    .datasetGroupArn(group)
                    .recipeArn(PersonalizeWorld.RECIPES + "aws-user-personalization")
                    .solutionConfig(c -> c.autoTrainingConfig(a -> a.schedulingExpression(rate))))
        .solutionArn();
  }

  private java.util.List<SolutionVersionSummary> versions(String solution) {
    return personalize.listSolutionVersions(r -> r.solutionArn(solution)).solutionVersions();
  }

  private Solution solution(String arn) {
    return personalize.describeSolution(r -> r.solutionArn(arn)).solution();
  }
}
