package dev.mlsim.sdk.personalize;

import static dev.mlsim.sdk.personalize.PersonalizeWorld.inference;
import static dev.mlsim.sdk.personalize.PersonalizeWorld.segment;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJob;
import software.amazon.awssdk.services.personalize.model.BatchSegmentJob;
import software.amazon.awssdk.services.personalize.model.CreateBatchInferenceJobRequest;

/** How much batch jobs read at most. */
class BatchLimitTest {
  private final PersonalizeWorld world = new PersonalizeWorld();

  @Test
  void five_hundred_items_are_the_most_that_item_affinity_takes() {
    assertThat(segmented("aws-item-affinity", 500).status()).isEqualTo("ACTIVE");
  }

  @Test
  void more_items_fail_the_job_while_it_runs() {
    BatchSegmentJob job = segmented("aws-item-affinity", 501);

    assertThat(job.status()).isEqualTo("CREATE FAILED");
    assertThat(job.failureReason()).isEqualTo("The input has more than 500 queries.");
    assertThat(world.sim.objects().list("s3://bucket/out/")).isEmpty();
  }

  @Test
  void ten_queries_are_the_most_that_item_attribute_affinity_takes() {
    assertThat(segmented("aws-item-attribute-affinity", 11).failureReason())
        .isEqualTo("The input has more than 10 queries.");
  }

  @Test
  void themes_are_made_for_a_hundred_items_to_a_file() {
    put("users.json", 101);

    BatchInferenceJob job =
        inferred(
            inference("job", world.trained("themes", "aws-similar-items")).toBuilder()
                .batchInferenceJobMode("THEME_GENERATION")
                .themeGenerationConfig(t -> t.fieldsForThemeGeneration(f -> f.itemName("TITLE")))
                .build());

    assertThat(job.status()).isEqualTo("CREATE FAILED");
    assertThat(job.failureReason())
        .isEqualTo("The input file s3://bucket/in/users.json has more than 100 records.");
  }

  @Test
  void a_thousand_files_are_the_most() {
    for (int i = 0; i <= 1000; i++) {
      put(i + ".json", 1);
    }

    BatchInferenceJob job =
        inferred(
            inference("job", world.trained("files")).toBuilder()
                .jobInput(i -> i.s3DataSource(s -> s.path("s3://bucket/in/")))
                .build());

    assertThat(job.failureReason()).isEqualTo("The input has more than 1000 files.");
  }

  private void put(String file, int records) {
    world
        .sim
        .objects()
        .put("s3://bucket/in/" + file, "{\"itemId\":\"1\",\"userId\":\"1\"}\n".repeat(records));
  }

  private BatchSegmentJob segmented(String recipe, int queries) {
    put("items.json", queries);
    String arn =
        world
            .personalize
            .createBatchSegmentJob(segment("job", world.trained("of-" + recipe, recipe)))
            .batchSegmentJobArn();
    world.pass(Duration.ofMinutes(33));
    return world
        .personalize
        .describeBatchSegmentJob(r -> r.batchSegmentJobArn(arn))
        .batchSegmentJob();
  }

  private BatchInferenceJob inferred(CreateBatchInferenceJobRequest request) {
    String arn = world.personalize.createBatchInferenceJob(request).batchInferenceJobArn();
    world.pass(Duration.ofMinutes(20));
    return world
        .personalize
        .describeBatchInferenceJob(r -> r.batchInferenceJobArn(arn))
        .batchInferenceJob();
  }
}
