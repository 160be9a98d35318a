package dev.mlsim.sdk.personalize;

import static dev.mlsim.sdk.personalize.PersonalizeWorld.inference;
import static dev.mlsim.sdk.personalize.PersonalizeWorld.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.RecordFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;

/** What batch jobs write to S3. */
class BatchOutputTest {
  private static final String IN = "s3://bucket/in/users.json";
  private static final String OUT = "s3://bucket/out/users.json.out";

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void a_job_writes_a_line_for_each_line_of_its_input() throws JsonProcessingException {
    world.sim.objects().put(IN, "{\"userId\":\"1\"}\n{\"userId\":\"2\"}\n");

    run(inferring("aws-user-personalization"));

    List<JsonNode> lines = lines(OUT);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("input").path("userId").asText()).isEqualTo("1");
    assertThat(lines.get(0).path("output").path("recommendedItems")).hasSize(25);
    assertThat(lines.get(0).path("output").path("scores")).hasSize(25);
    assertThat(lines.get(0).get("error").isNull()).isTrue();
    assertThat(lines.get(0).path("output")).isNotEqualTo(lines.get(1).path("output"));
    assertThat(world.sim.objects().list("s3://bucket/out/"))
        .containsExactly("s3://bucket/out/_CHECK", OUT);
    assertThat(world.sim.objects().text("s3://bucket/out/_CHECK")).contains("");
  }

  @Test
  void nothing_is_written_before_the_job_is_done() {
    world.sim.objects().put(IN, "{\"userId\":\"1\"}\n");
    personalize.createBatchInferenceJob(inference("job", world.trained("movies")));

    world.pass(Duration.ofMinutes(19));
    assertThat(world.sim.objects().get(OUT)).isEmpty();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.sim.objects().get(OUT)).isPresent();
    assertThat(world.sim.journal().text()).contains("wrote [" + OUT + "]");
  }

  @Test
  void the_tests_function_says_what_is_recommended() {
    world.sim.objects().put(IN, "{\"userId\":\"ann\"}\n");
    world
        .sim
        .setup(PersonalizeSetup.class)
        .recommend(query -> List.of(query.subject() + "-a", query.recipe(), "c"));

    run(inferring("aws-popularity-count"), 2);

    assertThat(world.sim.objects().text(OUT))
        .contains(
            """
            {"input":{"userId":"ann"},"output":{"recommendedItems":["ann-a","aws-popularity-count"]}}
            """);
  }

  @Test
  void a_record_that_fails_has_its_error_in_its_line_and_the_job_goes_on()
      throws JsonProcessingException {
    world
        .sim
        .objects()
        .put(IN, "{\"userId\":\"ann\"}\nno json\n{\"itemId\":\"7\"}\n{\"userId\":\"bob\"}\n");
    world
        .sim
        .setup(PersonalizeSetup.class)
        .recommend(
            query -> {
              if (query.subject().equals("ann")) {
                throw new RecordFailure("ann is unknown");
              }
              return List.of("x");
            });

    run(inferring("aws-user-personalization"));

    List<JsonNode> lines = lines(OUT);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0).path("error").asText()).isEqualTo("ann is unknown");
    assertThat(lines.get(0).get("output").isNull()).isTrue();
    assertThat(lines.get(1).path("input").asText()).isEqualTo("no json");
    assertThat(lines.get(1).path("error").asText()).isNotEmpty();
    assertThat(lines.get(2).path("error").asText()).contains("userId");
    assertThat(lines.get(3).path("output").path("recommendedItems").get(0).asText()).isEqualTo("x");
  }

  @Test
  void a_function_that_fails_is_told_to_who_moves_time_and_nothing_is_written() {
    world.sim.objects().put(IN, "{\"userId\":\"ann\"}\n");
    world
        .sim
        .setup(PersonalizeSetup.class)
        .recommend(
            query -> {
              throw new IllegalStateException("no idea");
            });
    String version = inferring("aws-popularity-count");

    assertThatThrownBy(() -> run(version))
        .isInstanceOf(TimerFailedException.class)
        .hasMessageContaining("given to [recommend] failed")
        .hasMessageContaining("no idea");

    assertThat(world.sim.objects().list("s3://bucket/out/")).isEmpty();
    assertThat(world.sim.resources().all("batch-inference-job"))
        .singleElement()
        .satisfies(job -> assertThat(job.state().status()).isEqualTo("ACTIVE"));
  }

  @Test
  void ranking_orders_the_items_that_it_is_given() throws JsonProcessingException {
    world.sim.objects().put(IN, "{\"userId\":\"1\",\"itemList\":[\"27\",\"886\",\"101\"]}\n");

    run(inferring("aws-personalized-ranking"));

    JsonNode output = lines(OUT).get(0).path("output");
    assertThat(output.path("recommendedItems"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("27", "886", "101");
    assertThat(output.path("scores")).hasSize(3);
    assertThat(lines(OUT).get(0).has("error")).isFalse();
  }

  @Test
  void items_are_chosen_among_those_that_were_imported() throws JsonProcessingException {
    String group = world.group("shop");
    String dataset = world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS);
    world
        .sim
        .objects()
        .put(
            "s3://bucket/clicks.csv",
            "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\nu1,shoe,click,1\nu2,hat,click,2\n");
    world.importJob("all", dataset, "s3://bucket/clicks.csv");
    world.pass(Duration.ofMinutes(15));
    world.sim.objects().put(IN, "{\"itemId\":\"hat\"}\n");

    run(world.version(world.solution("s", group, "aws-sims")));

    assertThat(lines(OUT).get(0).path("output").path("recommendedItems"))
        .extracting(JsonNode::asText)
        .containsExactly("shoe");
  }

  @Test
  void themes_are_named_and_rated() throws JsonProcessingException {
    String version = inferring("aws-similar-items");
    world.sim.objects().put(IN, "{\"itemId\":\"7\"}\n");

    personalize.createBatchInferenceJob(
        inference("job", version).toBuilder()
            .batchInferenceJobMode("THEME_GENERATION")
            .themeGenerationConfig(t -> t.fieldsForThemeGeneration(f -> f.itemName("TITLE")))
            .numResults(3)
            .build());
    world.pass(Duration.ofMinutes(20));

    JsonNode output = lines(OUT).get(0).path("output");
    assertThat(output.path("theme").asText()).isNotEmpty();
    assertThat(output.path("itemsThemeRelevanceScores")).hasSize(3);
  }

  @Test
  void a_folder_of_inputs_makes_a_file_for_each() {
    world.sim.objects().put("s3://bucket/in/a.json", "{\"userId\":\"1\"}\n");
    world.sim.objects().put("s3://bucket/in/b.json", "{\"userId\":\"2\"}\n");
    world.sim.objects().put("s3://bucket/input.json", "{\"userId\":\"3\"}\n");

    personalize.createBatchInferenceJob(
        inference("job", world.trained("movies")).toBuilder()
            .jobInput(i -> i.s3DataSource(s -> s.path("s3://bucket/in/")))
            .build());
    world.pass(Duration.ofMinutes(20));

    assertThat(world.sim.objects().list("s3://bucket/out/"))
        .containsExactly(
            "s3://bucket/out/_CHECK", "s3://bucket/out/a.json.out", "s3://bucket/out/b.json.out");
  }

  @Test
  void an_input_that_is_assumed_is_an_empty_one() {
    run(inferring("aws-user-personalization"));

    assertThat(world.sim.objects().text(OUT)).contains("");
  }

  @Test
  void where_inputs_are_required_a_missing_one_is_refused() {
    String version = inferring("aws-user-personalization");
    world.sim.objects().requireInputs();

    assertThatThrownBy(() -> run(version))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Invalid S3 input path");
  }

  @Test
  void segments_are_users_for_items_or_for_attributes() {
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("106", "107"));
    String items = inferring("aws-item-affinity");
    String attributes = inferring("aws-item-attribute-affinity");
    world.sim.objects().put("s3://bucket/in/items.json", "{\"itemId\":\"105\"}\n");

    personalize.createBatchSegmentJob(segment("items", items));
    world.pass(Duration.ofMinutes(33));
    assertThat(world.sim.objects().text("s3://bucket/out/items.json.out"))
        .contains(
            "{\"input\":{\"itemId\":\"105\"},\"output\":{\"recommendedUsers\":[\"106\",\"107\"]}}\n");

    world
        .sim
        .objects()
        .put("s3://bucket/in/items.json", "{\"itemAttributes\":\"ITEMS.genres = \\\"A\\\"\"}\n");
    personalize.createBatchSegmentJob(segment("attributes", attributes));
    world.pass(Duration.ofMinutes(33));
    assertThat(world.sim.objects().text("s3://bucket/out/items.json.out"))
        .contains(
            "{\"itemAttributes\":\"ITEMS.genres = \\\"A\\\"\","
                + "\"output\":{\"recommendedUsers\":[\"106\",\"107\"]}}\n");
  }

  @Test
  void the_same_model_answers_the_same_again() throws JsonProcessingException {
    String version = inferring("aws-user-personalization");
    world.sim.objects().put(IN, "{\"userId\":\"1\"}\n");

    run(version);
    JsonNode first = lines(OUT).get(0);
    personalize.createBatchInferenceJob(inference("again", version));
    world.pass(Duration.ofMinutes(20));

    assertThat(lines(OUT).get(0)).isEqualTo(first);
  }

  @Test
  void a_reset_forgets_the_function_and_the_objects() {
    world.sim.objects().put(IN, "{\"userId\":\"1\"}\n");
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of());

    world.sim.reset();

    assertThat(world.sim.objects().list("s3://")).isEmpty();
    world.sim.objects().put(IN, "{\"userId\":\"1\"}\n");
    run(inferring("aws-user-personalization"));
    assertThat(world.sim.objects().text(OUT).orElseThrow()).contains("scores");
    assertThat(world.sim.objects().text(OUT).orElseThrow()).doesNotContain("recommendedItems\":[]");
  }

  private String inferring(String recipe) {
    return world.trained("of-" + recipe, recipe);
  }

  private void run(String version) {
    run(version, 25);
  }

  private void run(String version, int numResults) {
    personalize.createBatchInferenceJob(
        inference("job", version).toBuilder().numResults(numResults).build());
    world.pass(Duration.ofMinutes(20));
  }

  private List<JsonNode> lines(String uri) throws JsonProcessingException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : world.sim.objects().text(uri).orElseThrow().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
