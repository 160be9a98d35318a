package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalize.model.SolutionConfig;
import software.amazon.awssdk.services.personalize.model.SolutionVersion;

class SolutionVersionTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void a_version_is_trained_and_then_has_hours_and_metrics() {
    String solution = world.solution("recs");

    String arn = create(solution);

    assertThat(arn).matches("\\Q" + solution + "\\E/[0-9a-f]{8}");
    assertThat(version(arn).status()).isEqualTo("CREATE PENDING");
    assertThat(version(arn).trainingHours()).isNull();
    world.pass(Duration.ofMinutes(1));
    assertThat(version(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    assertThatThrownBy(() -> personalize.getSolutionMetrics(r -> r.solutionVersionArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(29));
    assertThat(version(arn).status()).isEqualTo("ACTIVE");
    assertThat(version(arn).trainingHours()).isBetween(1.0, 2.5);
    assertThat(version(arn).trainingHours().toString()).matches("[12]\\.\\d{1,3}");
    assertThat(version(arn).solutionConfig()).isEqualTo(SolutionConfig.builder().build());
    Map<String, Double> metrics =
        personalize.getSolutionMetrics(r -> r.solutionVersionArn(arn)).metrics();
    assertThat(metrics)
        .containsOnlyKeys(
            "coverage",
            "mean_reciprocal_rank_at_25",
            "normalized_discounted_cumulative_gain_at_5",
            "normalized_discounted_cumulative_gain_at_10",
            "normalized_discounted_cumulative_gain_at_25",
            "precision_at_5",
            "precision_at_10",
            "precision_at_25");
    assertThat(metrics.values()).allSatisfy(figure -> assertThat(figure).isBetween(0.0, 1.0));
  }

  @Test
  void a_version_copies_from_its_solution_what_it_is_trained_with() {
    String group = world.group("movies");
    String solution =
        personalize
            .createSolution(
                r ->
                    r.name("recs")
                        .datasetGroupArn(group)
                        .recipeArn(PersonalizeWorld.RECIPES + "aws-user-personalization")
                        .performHPO(true)
                        .performAutoTraining(false)
                        .eventType("click")
                        .solutionConfig(
                            c -> c.algorithmHyperParameters(Map.of("hidden_dimension", "64"))))
            .solutionArn();

    String arn = world.version(solution);

    SolutionVersion version = version(arn);
    assertThat(version.name()).isEqualTo("recs/" + arn.substring(arn.lastIndexOf('/') + 1));
    assertThat(version.solutionArn()).isEqualTo(solution);
    assertThat(version.datasetGroupArn()).isEqualTo(group);
    assertThat(version.recipeArn()).endsWith("aws-user-personalization");
    assertThat(version.eventType()).isEqualTo("click");
    assertThat(version.performHPO()).isTrue();
    assertThat(version.performAutoML()).isFalse();
    assertThat(version.trainingModeAsString()).isEqualTo("FULL");
    assertThat(version.trainingTypeAsString()).isEqualTo("MANUAL");
    assertThat(version.solutionConfig().algorithmHyperParameters())
        .containsEntry("hidden_dimension", "64");
    assertThat(version.tunedHPOParams().algorithmHyperParameters()).containsKey("bptt");
  }

  @Test
  void the_same_seed_trains_to_the_same_figures() {
    PersonalizeWorld other = new PersonalizeWorld();

    String here = world.trained("recs");
    String there = other.trained("recs");

    assertThat(here).isEqualTo(there);
    assertThat(personalize.getSolutionMetrics(r -> r.solutionVersionArn(here)).metrics())
        .isEqualTo(
            other.personalize.getSolutionMetrics(r -> r.solutionVersionArn(there)).metrics());
  }

  @Test
  void a_pending_version_is_stopped_at_once() {
    String arn = create(world.solution("recs"));

    stop(arn);

    assertThat(version(arn).status()).isEqualTo("CREATE STOPPED");
    world.pass(Duration.ofDays(1));
    assertThat(version(arn).status()).isEqualTo("CREATE STOPPED");
  }

  @Test
  void a_version_in_progress_is_stopping_for_a_while() {
    String arn = create(world.solution("recs"));
    world.pass(Duration.ofMinutes(5));

    stop(arn);

    assertThat(version(arn).status()).isEqualTo("CREATE STOPPING");
    assertThatThrownBy(() -> stop(arn)).isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(1));
    assertThat(version(arn).status()).isEqualTo("CREATE STOPPED");
    assertThatThrownBy(() -> stop(arn))
        .isInstanceOf(ResourceInUseException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void stop_is_refused_after_completion() {
    String arn = world.trained("recs");

    assertThatThrownBy(() -> stop(arn)).isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void a_training_can_fail() {
    world
        .sim
        .script()
        .resource("solution-version")
        .failAt(
            "CREATE IN_PROGRESS", "Dataset has fewer than 25 users with at least 2 interactions");

    String arn = world.trained("recs");

    assertThat(version(arn).status()).isEqualTo("CREATE FAILED");
    assertThat(version(arn).failureReason()).startsWith("Dataset has fewer than 25 users");
    assertThat(version(arn).trainingHours()).isNull();
    String solution = arn.substring(0, arn.lastIndexOf('/'));
    assertThat(
            personalize
                .describeSolution(r -> r.solutionArn(solution))
                .solution()
                .latestSolutionVersion()
                .failureReason())
        .startsWith("Dataset has fewer than 25 users");
  }

  @Test
  void where_inputs_are_required_too_little_data_fails_the_training() {
    String group = world.group("shop");
    String dataset = world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS);
    String few = world.solution("few", group, "aws-user-personalization");
    world.sim.objects().requireInputs();
    world.sim.objects().put("s3://bucket/clicks.csv", clicks(20, 2));
    world.importJob("few", dataset, "s3://bucket/clicks.csv");
    world.pass(Duration.ofMinutes(15));

    String young = world.version(few);
    assertThat(version(young).failureReason())
        .isEqualTo("Dataset has fewer than 25 users with at least 2 interactions each");

    world.sim.objects().put("s3://bucket/clicks.csv", clicks(30, 2));
    assertThat(version(world.version(few)).failureReason())
        .isEqualTo("Dataset has fewer than 1000 interactions");
    world.sim.objects().put("s3://bucket/clicks.csv", clicks(50, 20));
    assertThat(version(world.version(few)).status()).isEqualTo("ACTIVE");
  }

  @Test
  void a_training_update_needs_a_full_training_and_the_right_recipe() {
    String solution = world.solution("recs");

    assertThatThrownBy(() -> update(solution)).isInstanceOf(InvalidInputException.class);
    world.version(solution);
    assertThat(version(update(solution)).trainingModeAsString()).isEqualTo("UPDATE");
    String sims = world.solution("sims", world.group("other"), "aws-sims");
    world.version(sims);
    assertThatThrownBy(() -> update(sims)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_name_is_unique_in_its_solution() {
    String solution = world.solution("recs");
    String arn =
        personalize
            .createSolutionVersion(r -> r.solutionArn(solution).name("v1"))
            .solutionVersionArn();

    assertThat(version(arn).name()).isEqualTo("v1");
    assertThatThrownBy(
            () -> personalize.createSolutionVersion(r -> r.solutionArn(solution).name("v1")))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Another resource with Arn " + arn + " already exists.");
  }

  @Test
  void twenty_trainings_under_way_are_the_quota() {
    String solution = world.solution("recs");
    for (int i = 0; i < 20; i++) {
      create(solution);
    }

    assertThatThrownBy(() -> create(solution))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 20 resources with PENDING or IN_PROGRESS status.");
  }

  @Test
  void unknown_solutions_and_versions_are_not_found() {
    String unknown = PersonalizeWorld.ARNS + "solution/unknown";

    assertThatThrownBy(() -> create(unknown))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + unknown + " does not exist.");
    assertThatThrownBy(() -> version(unknown + "/12345678"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> personalize.listSolutionVersions(r -> r.solutionArn(unknown)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () -> personalize.getSolutionMetrics(r -> r.solutionVersionArn(unknown + "/1")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(personalize.listCampaigns(r -> r.solutionArn(unknown)).campaigns()).isEmpty();
  }

  private static String clicks(int users, int each) {
    StringBuilder csv = new StringBuilder("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n");
    for (int user = 0; user < users; user++) {
      for (int i = 0; i < each; i++) {
        csv.append('u').append(user).append(",i").append(i).append(",click,1\n");
      }
    }
    return csv.toString();
  }

  private String create(String solution) {
    return personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
  }

  private String update(String solution) {
    return personalize
        .createSolutionVersion(r -> r.solutionArn(solution).trainingMode("UPDATE"))
        .solutionVersionArn();
  }

  private void stop(String arn) {
    personalize.stopSolutionVersionCreation(r -> r.solutionVersionArn(arn));
  }

  private SolutionVersion version(String arn) {
    return personalize.describeSolutionVersion(r -> r.solutionVersionArn(arn)).solutionVersion();
  }
}
