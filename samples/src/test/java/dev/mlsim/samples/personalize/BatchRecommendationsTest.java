package dev.mlsim.samples.personalize;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Chaos;
import dev.mlsim.Simulator;
import dev.mlsim.junit.JobOutcome;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.Quota;
import dev.mlsim.junit.Seeds;
import dev.mlsim.junit.Throttle;
import dev.mlsim.samples.personalize.BatchRecommendations.Batch;
import dev.mlsim.services.personalize.PersonalizeSetup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/** The code polls on a clock and by a sleep of its own; here both are the simulator's. */
@MlSimulator
class BatchRecommendationsTest {
  private final Simulator sim;
  private final PersonalizeClient personalize;
  private final BatchRecommendations recommendations;

  BatchRecommendationsTest(Simulator sim, PersonalizeClient personalize) {
    this.sim = sim;
    this.personalize = personalize;
    this.recommendations =
        new BatchRecommendations(personalize, sim.clock().asInstantSource(), sim.clock()::sleep);
    sim.objects().put("s3://shop/users.json", "{\"userId\":\"ann\"}\n{\"userId\":\"bob\"}\n");
  }

  @Test
  void a_batch_writes_a_line_for_each_user_and_leaves_nothing_behind() {
    sim.setup(PersonalizeSetup.class).recommend(user -> List.of("hat-for-" + user.subject()));

    run(0.0);

    assertThat(sim.objects().text("s3://shop/out/users.json.out").orElseThrow().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("hat-for-bob"));
    assertThat(sim).resource("batch-inference-job", "weekly").hasStatus("ACTIVE");
    assertNothingIsLeft();
  }

  @Test
  void it_is_cleared_away_from_below() {
    run(0.0);

    assertThat(sim)
        .calledInOrder("DeleteSolution", "DeleteDataset", "DeleteDatasetGroup", "DeleteSchema");
    assertThat(sim).called("Delete*").allSucceeded();
  }

  @Test
  @JobOutcome(
      resource = "dataset-import-job",
      failAt = "CREATE IN_PROGRESS",
      reason = "Input CSV is missing the following columns:[TIMESTAMP].")
  void a_bad_file_is_told_and_cleared_away() {
    assertThatThrownBy(() -> run(0.0))
        .hasMessageEndingWith(
            "is CREATE FAILED: Input CSV is missing the following columns:[TIMESTAMP].");
    assertThat(sim).notCalled("CreateSolution");
    assertNothingIsLeft();
  }

  @Test
  void a_model_that_is_not_good_enough_is_not_used() {
    assertThatThrownBy(() -> run(0.99)).hasMessageContaining("and 0.99 is wanted");
    assertThat(sim).notCalled("CreateBatchInferenceJob");
    assertNothingIsLeft();
  }

  @Test
  @Quota(name = "Pending or in-progress batch inference jobs", value = 0)
  void it_waits_an_hour_for_jobs_of_others_before_it_gives_up() {
    assertThatThrownBy(() -> run(0.0))
        .hasMessageContaining("More than 0 resources with PENDING or IN_PROGRESS status.");
    assertThat(sim).called("CreateBatchInferenceJob").times(7).every(Duration.ofMinutes(10));
  }

  @Test
  @JobOutcome(resource = "solution-version", stuckAt = "CREATE IN_PROGRESS")
  void a_training_that_hangs_is_stopped_after_six_hours() {
    assertThatThrownBy(() -> run(0.0))
        .hasMessageStartingWith("after 6 hours")
        .hasMessageEndingWith("is still CREATE IN_PROGRESS")
        .hasNoSuppressedExceptions();
    assertThat(sim).called("StopSolutionVersionCreation").once();
    assertNothingIsLeft();
  }

  @Test
  @JobOutcome(resource = "dataset-import-job", stuckAt = "CREATE IN_PROGRESS")
  void what_cannot_be_cleared_away_is_told_beside_the_failure() {
    assertThatThrownBy(() -> run(0.0))
        .hasMessageEndingWith("is still CREATE IN_PROGRESS")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(sim).resource("personalize:dataset", "weekly").hasStatus("ACTIVE");
  }

  @Test
  void what_an_earlier_run_left_is_used() {
    personalize.createSchema(r -> r.name("weekly").schema(Workspace.CLICKS));
    personalize.createDatasetGroup(r -> r.name("weekly"));
    for (int i = 0; i < 150; i++) { // on the second page of schemas
      String other = "other-" + i;
      personalize.createSchema(r -> r.name(other).schema(Workspace.CLICKS));
    }

    run(0.0);

    assertThat(sim)
        .called("Create*")
        .failing("ResourceAlreadyExistsException")
        .times(2); // the schema and the group
    assertThat(sim).resources("schema").hasSize(150);
  }

  @Test
  @Throttle(operation = "Describe*", first = 3)
  void throttling_is_left_to_the_sdk() {
    run(0.0);

    assertThat(sim.journal().retries("DescribeDatasetGroup")).hasSize(3);
  }

  @Seeds(count = 5)
  void what_a_bad_run_leaves_is_cleared_away_later() {
    Chaos chaos = sim.chaos(0.2);
    try {
      run(0.0);
    } catch (RuntimeException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    chaos.end();
    sim.clock().advance(Duration.ofMinutes(1));

    recommendations.clear("weekly");

    assertNothingIsLeft();
  }

  private void run(double minPrecision) {
    recommendations.run(
        new Batch(
            "weekly",
            "s3://shop/clicks.csv",
            "s3://shop/users.json",
            "s3://shop/out/",
            minPrecision));
  }

  private void assertNothingIsLeft() {
    assertThat(sim).doesNotHaveResource("dataset-group", "weekly");
    assertThat(sim).doesNotHaveResource("solution", "weekly");
    assertThat(sim).doesNotHaveResource("schema", "weekly");
    assertThat(sim).resources("personalize:dataset").isEmpty();
  }
}
