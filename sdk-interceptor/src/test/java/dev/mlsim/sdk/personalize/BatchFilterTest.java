package dev.mlsim.sdk.personalize;

import static dev.mlsim.sdk.personalize.PersonalizeWorld.inference;
import static dev.mlsim.sdk.personalize.PersonalizeWorld.segment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlsim.services.personalize.PersonalizeSetup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a filter leaves of a batch job's answers, where the imported data are known. */
class BatchFilterTest {
  private static final String USERS =
      """
      {"type": "record", "name": "Users",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "AGE", "type": "int"}]}
      """;

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final String group = world.group("shop");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "INCLUDE ItemID WHERE Items.GENRES IN (\"drama\"); a b",
        "INCLUDE ItemID WHERE Items.GENRES = \"comedy\"; b c",
        "INCLUDE ItemID WHERE Items.GENRES NOT IN (\"comedy\"); a d x",
        "INCLUDE ItemID WHERE Items.GENRES IS NULL; d x",
        "EXCLUDE ItemID WHERE Items.GENRES IS NOT NULL; d x",
        "INCLUDE ItemID WHERE Items.PRICE >= 9; b c d",
        "INCLUDE ItemID WHERE Items.PRICE > 9; c d",
        "INCLUDE ItemID WHERE Items.PRICE < 10; a b",
        "INCLUDE ItemID WHERE Items.PRICE <= 10; a b c",
        "INCLUDE ItemID WHERE Items.PRICE BETWEEN 6 AND 10; b c",
        "INCLUDE ItemID WHERE Items.GENRES IN (\"drama\") OR Items.PRICE > 9 AND"
            + " Items.GENRES IN (\"comedy\"); a b c",
        "INCLUDE ItemID WHERE (Items.GENRES IN (\"drama\") OR Items.PRICE > 9) AND"
            + " Items.GENRES IN (\"comedy\"); b c",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\"); c d x",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"purchase\"); b c d x",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN (\"*\"); c d x",
        "EXCLUDE ItemID WHERE Items.PRICE > 9 IF CurrentUser.AGE < 18; a b c d x",
        "EXCLUDE ItemID WHERE Items.PRICE > 9 IF CurrentUser.AGE >= 18; a b x",
        "INCLUDE ItemID WHERE Items.GENRES IN (\"drama\") |"
            + " EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"purchase\"); b",
        "INCLUDE ItemID WHERE Items.GENRES IN (\"drama\") |"
            + " INCLUDE ItemID WHERE Items.PRICE > 10; a b d",
        "INCLUDE UserID WHERE Users.AGE > 99; a b c d x"
      })
  void expressions_let_through_what_fits(String expression, String expected)
      throws JsonProcessingException {
    importAll();
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("a", "b", "c", "d", "x"));

    assertThat(recommended(expression, "{\"userId\":\"ann\"}"))
        .containsExactly(expected.split(" "));
  }

  @Test
  void placeholders_take_the_values_of_each_record() throws JsonProcessingException {
    importAll();

    String expression = "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)";

    assertThat(
            recommended(
                expression,
                "{\"userId\":\"ann\",\"filterValues\":{\"GENRES\":\"\\\"drama\\\",\\\"none\\\"\"}}"))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_record_without_the_value_of_a_placeholder_has_an_error() throws JsonProcessingException {
    importAll();

    JsonNode line = line("INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)", "{\"userId\":\"ann\"}");

    assertThat(line.get("output").isNull()).isTrue();
    assertThat(line.path("error").asText())
        .isEqualTo("The input record has no filterValues for $GENRES.");
  }

  @Test
  void results_are_cut_after_they_are_filtered() throws JsonProcessingException {
    importAll();
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("a", "b", "c", "d", "x"));
    String filter = filter("EXCLUDE ItemID WHERE Items.PRICE < 10");
    String version = world.version(world.solution("s", group, "aws-user-personalization"));
    world.sim.objects().put("s3://bucket/in/users.json", "{\"userId\":\"ann\"}\n");

    world.personalize.createBatchInferenceJob(
        inference("job", version).toBuilder().filterArn(filter).numResults(2).build());
    world.pass(Duration.ofMinutes(20));

    assertThat(result("s3://bucket/out/users.json.out").path("output").path("recommendedItems"))
        .extracting(JsonNode::asText)
        .containsExactly("c", "d");
  }

  @Test
  void an_expression_about_data_that_nobody_knows_is_left_out() throws JsonProcessingException {
    world.dataset(group, "Items", PersonalizeWorld.ITEMS);
    world.sim.setup(PersonalizeSetup.class).recommend(query -> List.of("a", "b"));

    assertThat(recommended("INCLUDE ItemID WHERE Items.PRICE > 10000", "{\"userId\":\"ann\"}"))
        .containsExactly("a", "b");
  }

  @Test
  void segments_are_filtered_by_what_is_known_of_users() throws JsonProcessingException {
    importAll();
    String filter = filter("INCLUDE UserID WHERE Users.AGE < 30");
    String version = world.version(world.solution("s", group, "aws-item-affinity"));
    world.sim.objects().put("s3://bucket/in/items.json", "{\"itemId\":\"a\"}\n");

    world.personalize.createBatchSegmentJob(
        segment("job", version).toBuilder().filterArn(filter).build());
    world.pass(Duration.ofMinutes(33));

    assertThat(result("s3://bucket/out/items.json.out").path("output").path("recommendedUsers"))
        .extracting(JsonNode::asText)
        .containsExactly("bob");
  }

  private void importAll() {
    put(
        "Items",
        PersonalizeWorld.ITEMS,
        """
        ITEM_ID,GENRES,PRICE,ADULT
        a,drama,5,false
        b,drama|comedy,9,false
        c,comedy,10,false
        d,,11,false
        """);
    put("Users", USERS, "USER_ID,AGE\nann,40\nbob,20\n");
    put(
        "Interactions",
        PersonalizeWorld.INTERACTIONS,
        """
        USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP
        ann,a,click,1
        ann,a,purchase,2
        ann,b,click,3
        bob,c,click,4
        """);
  }

  private void put(String type, String schema, String csv) {
    String dataset = world.dataset(group, type, schema);
    String location = "s3://bucket/" + type + ".csv";
    world.sim.objects().put(location, csv);
    world.importJob("import-" + type, dataset, location);
    world.pass(Duration.ofMinutes(15));
  }

  private String filter(String expression) {
    String arn =
        world
            .personalize
            .createFilter(r -> r.name("filter").datasetGroupArn(group).filterExpression(expression))
            .filterArn();
    world.pass(Duration.ofMinutes(3));
    return arn;
  }

  private List<String> recommended(String expression, String record)
      throws JsonProcessingException {
    return new ObjectMapper()
        .convertValue(
            line(expression, record).path("output").path("recommendedItems"),
            new TypeReference<List<String>>() {});
  }

  private JsonNode line(String expression, String record) throws JsonProcessingException {
    String filter = filter(expression);
    String version = world.version(world.solution("s", group, "aws-user-personalization"));
    world.sim.objects().put("s3://bucket/in/users.json", record + "\n");
    world.personalize.createBatchInferenceJob(
        inference("job", version).toBuilder().filterArn(filter).build());
    world.pass(Duration.ofMinutes(20));
    return result("s3://bucket/out/users.json.out");
  }

  private JsonNode result(String location) throws JsonProcessingException {
    return new ObjectMapper().readTree(world.sim.objects().text(location).orElseThrow());
  }
}
