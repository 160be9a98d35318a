package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetSchema;
import software.amazon.awssdk.services.personalize.model.DatasetSchemaSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class SchemaTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void a_schema_is_there_at_once_and_echoed() {
    String arn =
        personalize
            .createSchema(
                r -> r.name("clicks").schema(PersonalizeWorld.INTERACTIONS).domain("ECOMMERCE"))
            .schemaArn();

    DatasetSchema schema = personalize.describeSchema(r -> r.schemaArn(arn)).schema();
    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "schema/clicks");
    assertThat(schema.name()).isEqualTo("clicks");
    assertThat(schema.schema()).isEqualTo(PersonalizeWorld.INTERACTIONS);
    assertThat(schema.domainAsString()).isEqualTo("ECOMMERCE");
    assertThat(schema.creationDateTime()).isEqualTo(world.sim.clock().now());
    assertThat(schema.lastUpdatedDateTime()).isEqualTo(schema.creationDateTime());
    assertThat(personalize.listSchemas(r -> {}).schemas())
        .singleElement()
        .extracting(DatasetSchemaSummary::schemaArn, DatasetSchemaSummary::domainAsString)
        .containsExactly(arn, "ECOMMERCE");
  }

  @Test
  void the_same_name_fails_even_with_the_same_content() {
    String arn = world.schema("clicks", PersonalizeWorld.INTERACTIONS);

    assertThatThrownBy(() -> world.schema("clicks", PersonalizeWorld.INTERACTIONS))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Another resource with Arn " + arn + " already exists.")
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"type\": \"string\"}",
        "{\"type\": \"record\", \"fields\": []}",
        "{\"type\": \"record\", \"name\": \"Interactions\", \"fields\": []}",
        "{\"type\": \"record\", \"name\": \"Interactions\", \"fields\": [{\"name\": \"X\"}]}",
        """
        {"type": "record", "name": "Interactions", "fields": [
          {"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"}]}
        """,
        """
        {"type": "record", "name": "Interactions", "fields": [
          {"name": "USER_ID", "type": "string"}, {"name": "ITEM_ID", "type": "string"},
          {"name": "TIMESTAMP", "type": "string"}]}
        """,
        """
        {"type": "record", "name": "Users", "fields": [{"name": "USER_ID", "type": "string"}]}
        """
      })
  void a_schema_that_is_no_good_is_refused(String avro) {
    assertThatThrownBy(() -> world.schema("clicks", avro))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Invalid Avro schema.")
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void a_domain_asks_for_more_columns() {
    String items =
        """
        {"type": "record", "name": "Items", "fields": [
          {"name": "ITEM_ID", "type": "string"}, {"name": "GENRES", "type": "string"}]}
        """;

    assertThatThrownBy(
            () -> personalize.createSchema(r -> r.name("i").schema(items).domain("ECOMMERCE")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("CATEGORY_L1");
    world.schema("plain", items);
  }

  @Test
  void a_schema_of_a_dataset_is_in_use_until_the_dataset_is_gone() {
    String dataset =
        world.dataset(world.group("movies"), "Interactions", PersonalizeWorld.INTERACTIONS);
    String schema = personalize.listSchemas(r -> {}).schemas().get(0).schemaArn();

    assertThatThrownBy(() -> personalize.deleteSchema(r -> r.schemaArn(schema)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(dataset)
        .satisfies(PersonalizeErrors::hasStatus400);

    personalize.deleteDataset(r -> r.datasetArn(dataset));
    world.pass(java.time.Duration.ofMinutes(2));
    personalize.deleteSchema(r -> r.schemaArn(schema));

    assertThatThrownBy(() -> personalize.describeSchema(r -> r.schemaArn(schema)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + schema + " does not exist.");
    assertThat(world.schema(schema.substring(schema.indexOf('/') + 1), PersonalizeWorld.ITEMS))
        .isEqualTo(schema);
  }

  @Test
  void five_hundred_schemas_are_the_quota() {
    for (int i = 0; i < 500; i++) {
      world.schema("s" + i, PersonalizeWorld.INTERACTIONS);
    }

    assertThatThrownBy(() -> world.schema("s500", PersonalizeWorld.INTERACTIONS))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining(
            "More than 500 resources in ACTIVE state. Please delete some and try again.");
    List<DatasetSchemaSummary> first = personalize.listSchemas(r -> {}).schemas();
    assertThat(first).hasSize(100);
    assertThat(first.get(0).name()).isEqualTo("s499");
    assertThat(personalize.listSchemasPaginator(r -> {}).schemas()).hasSize(500);
  }
}
