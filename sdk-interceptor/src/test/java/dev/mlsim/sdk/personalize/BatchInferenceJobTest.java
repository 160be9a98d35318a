package dev.mlsim.sdk.personalize;

import static dev.mlsim.sdk.personalize.PersonalizeWorld.inference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJob;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJobMode;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJobSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.InvalidNextTokenException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.PersonalizeException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalize.model.Tag;
import software.amazon.awssdk.services.personalize.model.TooManyTagsException;

/** CreateBatchInferenceJob and its Describe and List, as the API reference has them. */
class BatchInferenceJobTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void create_answers_with_an_arn_made_of_the_name() {
    String version = world.trained("movies");

    String arn =
        personalize.createBatchInferenceJob(inference("nightly", version)).batchInferenceJobArn();

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "batch-inference-job/nightly");
  }

  @Test
  void a_job_goes_through_the_statuses_that_notebooks_have_seen() {
    String arn = job("nightly");

    assertThat(describe(arn).status()).isEqualTo("CREATE PENDING");
    assertThat(describe(arn).lastUpdatedDateTime()).isEqualTo(describe(arn).creationDateTime());
    world.pass(Duration.ofMinutes(1));
    assertThat(describe(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofMinutes(19));
    assertThat(describe(arn).status()).isEqualTo("ACTIVE");
    assertThat(
            Duration.between(describe(arn).creationDateTime(), describe(arn).lastUpdatedDateTime()))
        .isEqualTo(Duration.ofMinutes(20));
    assertThat(describe(arn).failureReason()).isNull();
  }

  @Test
  void the_documented_statuses_can_be_shown_in_their_place() {
    world
        .sim
        .setup(dev.mlsim.services.personalize.PersonalizeSetup.class)
        .showDocumentedBatchStatuses();
    String arn = job("nightly");

    assertThat(describe(arn).status()).isEqualTo("PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(describe(arn).status()).isEqualTo("IN PROGRESS");
    world.pass(Duration.ofMinutes(19));
    assertThat(describe(arn).status()).isEqualTo("ACTIVE");
  }

  @Test
  void describe_echoes_every_member_of_create() {
    String version = world.trained("movies", "aws-similar-items");
    String filter = filter(version);

    String arn =
        personalize
            .createBatchInferenceJob(
                inference("nightly", version).toBuilder()
                    .filterArn(filter)
                    .numResults(10)
                    .batchInferenceJobMode(BatchInferenceJobMode.THEME_GENERATION)
                    .themeGenerationConfig(
                        t -> t.fieldsForThemeGeneration(f -> f.itemName("TITLE")))
                    .batchInferenceJobConfig(
                        c -> c.itemExplorationConfig(Map.of("explorationWeight", "0.3")))
                    .jobInput(
                        i ->
                            i.s3DataSource(
                                s ->
                                    s.path("s3://bucket/in/items.json")
                                        .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/a")))
                    .build())
            .batchInferenceJobArn();

    BatchInferenceJob job = describe(arn);
    assertThat(job.jobName()).isEqualTo("nightly");
    assertThat(job.batchInferenceJobArn()).isEqualTo(arn);
    assertThat(job.solutionVersionArn()).isEqualTo(version);
    assertThat(job.filterArn()).isEqualTo(filter);
    assertThat(job.numResults()).isEqualTo(10);
    assertThat(job.roleArn()).isEqualTo(PersonalizeWorld.ROLE);
    assertThat(job.batchInferenceJobModeAsString()).isEqualTo("THEME_GENERATION");
    assertThat(job.themeGenerationConfig().fieldsForThemeGeneration().itemName())
        .isEqualTo("TITLE");
    assertThat(job.batchInferenceJobConfig().itemExplorationConfig())
        .containsEntry("explorationWeight", "0.3");
    assertThat(job.jobInput().s3DataSource().kmsKeyArn()).endsWith("key/a");
    assertThat(job.jobOutput().s3DataDestination().path()).isEqualTo("s3://bucket/out/");
  }

  @Test
  void what_create_leaves_out_has_defaults() {
    BatchInferenceJob job = describe(job("nightly"));

    assertThat(job.numResults()).isEqualTo(25);
    assertThat(job.batchInferenceJobModeAsString()).isEqualTo("BATCH_INFERENCE");
    assertThat(job.filterArn()).isNull();
  }

  @Test
  void a_script_makes_it_fail_with_a_reason() {
    world
        .sim
        .script()
        .resource("batch-inference-job")
        .named("nightly")
        .failAt("CREATE IN_PROGRESS", "Invalid S3 input path");
    String arn = job("nightly");

    world.pass(Duration.ofHours(1));

    assertThat(describe(arn).status()).isEqualTo("CREATE FAILED");
    assertThat(describe(arn).failureReason()).isEqualTo("Invalid S3 input path");
    assertThat(personalize.listBatchInferenceJobs(r -> {}).batchInferenceJobs())
        .singleElement()
        .extracting(BatchInferenceJobSummary::failureReason)
        .isEqualTo("Invalid S3 input path");
  }

  @Test
  void a_name_is_taken_for_good() {
    String version = world.trained("movies");
    personalize.createBatchInferenceJob(inference("nightly", version));
    world.pass(Duration.ofDays(1));

    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("nightly", version)))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining(
            "Another resource with Arn "
                + PersonalizeWorld.ARNS
                + "batch-inference-job/nightly already exists.")
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void an_unknown_solution_version_is_not_found() {
    String arn = PersonalizeWorld.ARNS + "solution/movies/12345678";

    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("nightly", arn)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + arn + " does not exist.")
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void an_arn_of_another_kind_is_invalid() {
    String group = world.group("movies");

    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("nightly", group)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(group);
  }

  @Test
  void a_solution_version_that_is_still_trained_is_in_use() {
    String solution = world.solution("movies");
    String version =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();

    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("nightly", version)))
        .isInstanceOf(ResourceInUseException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void an_unknown_filter_is_not_found_and_a_new_one_in_use() {
    String version = world.trained("movies");
    String group = world.sim.resources().all("dataset-group").get(0).arn();
    String missing = PersonalizeWorld.ARNS + "filter/unknown";

    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", version).toBuilder().filterArn(missing).build()))
        .isInstanceOf(ResourceNotFoundException.class);

    String young =
        personalize
            .createFilter(
                r ->
                    r.name("young")
                        .datasetGroupArn(group)
                        .filterExpression("INCLUDE ItemID WHERE Items.GENRES IN (\"a\")"))
            .filterArn();
    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", version).toBuilder().filterArn(young).build()))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void recipes_without_batch_inference_are_refused() {
    for (String recipe : List.of("aws-trending-now", "aws-next-best-action", "aws-item-affinity")) {
      String version = world.trained("of-" + recipe, recipe);

      assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("a", version)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(recipe);
    }
  }

  @Test
  void themes_need_similar_items_and_a_configuration() {
    String personalization = world.trained("movies");
    String similar = world.trained("similar", "aws-similar-items");

    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", personalization).toBuilder()
                        .batchInferenceJobMode("THEME_GENERATION")
                        .themeGenerationConfig(
                            t -> t.fieldsForThemeGeneration(f -> f.itemName("TITLE")))
                        .build()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", similar).toBuilder()
                        .batchInferenceJobMode("THEME_GENERATION")
                        .build()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void more_results_than_500_are_refused() {
    String version = world.trained("movies");

    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", version).toBuilder().numResults(501).build()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("numResults");
  }

  @Test
  void input_and_output_must_differ() {
    String version = world.trained("movies");

    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", version).toBuilder()
                        .jobOutput(
                            o -> o.s3DataDestination(s -> s.path("s3://bucket/in/users.json")))
                        .build()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Invalid S3 output path");
  }

  @Test
  void five_jobs_under_way_are_the_quota() {
    String version = world.trained("movies");
    for (int i = 0; i < 5; i++) {
      personalize.createBatchInferenceJob(inference("job-" + i, version));
    }

    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("job-5", version)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 5 resources with PENDING or IN_PROGRESS status.")
        .satisfies(PersonalizeErrors::hasStatus400);

    world.pass(Duration.ofHours(1));
    personalize.createBatchInferenceJob(inference("job-5", version));
  }

  @Test
  void the_quota_can_be_raised_by_its_name() {
    String version = world.trained("movies");
    world.sim.quotas().set("Pending or in-progress batch inference jobs", 1);
    personalize.createBatchInferenceJob(inference("job-1", version));

    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("job-2", version)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 1 resources with PENDING or IN_PROGRESS status.");
  }

  @Test
  void more_than_fifty_tags_are_too_many() {
    String version = world.trained("movies");
    List<Tag> tags =
        IntStream.rangeClosed(1, 51)
            .mapToObj(n -> Tag.builder().tagKey("k" + n).tagValue("v").build())
            .toList();

    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    inference("a", version).toBuilder().tags(tags).build()))
        .isInstanceOf(TooManyTagsException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void violations_of_the_model_are_reported_together() {
    assertThatThrownBy(
            () ->
                personalize.createBatchInferenceJob(
                    r ->
                        r.jobName("a b")
                            .roleArn("role")
                            .jobInput(i -> i.s3DataSource(s -> s.path("bucket")))
                            .jobOutput(o -> o.s3DataDestination(s -> s.path("s3://b/out/")))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4 validation errors detected")
        .hasMessageContaining("'jobInput.s3DataSource.path' failed to satisfy constraint")
        .hasMessageContaining(
            "Value null at 'solutionVersionArn' failed to satisfy constraint: Member must not be"
                + " null");
  }

  @Test
  void lists_newest_first_of_the_account_or_of_one_version() {
    String movies = world.trained("movies");
    String books = world.trained("books");
    personalize.createBatchInferenceJob(inference("one", movies));
    personalize.createBatchInferenceJob(inference("two", books));
    personalize.createBatchInferenceJob(inference("three", movies));

    assertThat(personalize.listBatchInferenceJobs(r -> {}).batchInferenceJobs())
        .extracting(BatchInferenceJobSummary::jobName)
        .containsExactly("three", "two", "one");
    assertThat(
            personalize
                .listBatchInferenceJobs(r -> r.solutionVersionArn(movies))
                .batchInferenceJobs())
        .extracting(BatchInferenceJobSummary::jobName)
        .containsExactly("three", "one");
    assertThat(
            personalize
                .listBatchInferenceJobs(r -> r.solutionVersionArn(movies + "0"))
                .batchInferenceJobs())
        .isEmpty();
  }

  @Test
  void a_page_is_cut_after_the_filter() {
    String movies = world.trained("movies");
    String books = world.trained("books");
    personalize.createBatchInferenceJob(inference("one", movies));
    personalize.createBatchInferenceJob(inference("two", books));
    personalize.createBatchInferenceJob(inference("three", movies));

    assertThat(
            personalize
                .listBatchInferenceJobs(r -> r.solutionVersionArn(movies).maxResults(2))
                .batchInferenceJobs())
        .extracting(BatchInferenceJobSummary::jobName)
        .containsExactly("three", "one");
  }

  @Test
  void pages_are_cut_by_max_results_and_a_token_belongs_to_its_query() {
    String version = world.trained("movies");
    for (int i = 0; i < 5; i++) {
      personalize.createBatchInferenceJob(inference("job-" + i, version));
    }

    assertThat(
            personalize.listBatchInferenceJobsPaginator(r -> r.maxResults(2)).batchInferenceJobs())
        .extracting(BatchInferenceJobSummary::jobName)
        .containsExactly("job-4", "job-3", "job-2", "job-1", "job-0");
    String token = personalize.listBatchInferenceJobs(r -> r.maxResults(2)).nextToken();
    assertThat(token).isNotNull();
    assertThatThrownBy(
            () ->
                personalize.listBatchInferenceJobs(
                    r -> r.solutionVersionArn(version).nextToken(token)))
        .isInstanceOf(InvalidNextTokenException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
    assertThatThrownBy(() -> personalize.listBatchInferenceJobs(r -> r.nextToken("nonsense")))
        .isInstanceOf(InvalidNextTokenException.class);
  }

  @Test
  void describe_and_list_agree() {
    BatchInferenceJob job = describe(job("nightly"));

    BatchInferenceJobSummary summary =
        personalize.listBatchInferenceJobs(r -> {}).batchInferenceJobs().get(0);
    assertThat(summary.status()).isEqualTo(job.status());
    assertThat(summary.batchInferenceJobArn()).isEqualTo(job.batchInferenceJobArn());
    assertThat(summary.creationDateTime()).isEqualTo(job.creationDateTime());
    assertThat(summary.lastUpdatedDateTime()).isEqualTo(job.lastUpdatedDateTime());
    assertThat(summary.solutionVersionArn()).isEqualTo(job.solutionVersionArn());
    assertThat(summary.batchInferenceJobModeAsString())
        .isEqualTo(job.batchInferenceJobModeAsString());
  }

  @Test
  void throttling_is_retried_by_the_sdk_and_a_quota_is_not() {
    String version = world.trained("movies");
    world.sim.faults().on("CreateBatchInferenceJob").first(2).throttle();

    personalize.createBatchInferenceJob(inference("nightly", version));

    world.sim.quotas().exhaust("Pending or in-progress batch inference jobs");
    long before = calls();
    assertThatThrownBy(() -> personalize.createBatchInferenceJob(inference("b", version)))
        .isInstanceOf(PersonalizeException.class);
    assertThat(calls() - before).isEqualTo(1);
  }

  private long calls() {
    return world.sim.journal().text().lines().filter(l -> l.contains("call personalize:")).count();
  }

  private String job(String name) {
    return personalize
        .createBatchInferenceJob(inference(name, world.trained("movies")))
        .batchInferenceJobArn();
  }

  private String filter(String version) {
    String group =
        personalize
            .describeSolutionVersion(r -> r.solutionVersionArn(version))
            .solutionVersion()
            .datasetGroupArn();
    String arn =
        personalize
            .createFilter(
                r ->
                    r.name("old")
                        .datasetGroupArn(group)
                        .filterExpression("EXCLUDE ItemID WHERE Items.GENRES IN ($genre)"))
            .filterArn();
    world.pass(Duration.ofMinutes(3));
    return arn;
  }

  private BatchInferenceJob describe(String arn) {
    return personalize
        .describeBatchInferenceJob(r -> r.batchInferenceJobArn(arn))
        .batchInferenceJob();
  }
}
