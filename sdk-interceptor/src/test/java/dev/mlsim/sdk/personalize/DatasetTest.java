package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.Dataset;
import software.amazon.awssdk.services.personalize.model.DatasetGroup;
import software.amazon.awssdk.services.personalize.model.DatasetSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

/** Dataset groups and datasets. */
class DatasetTest {
  private static final String OTHER =
      PersonalizeWorld.INTERACTIONS.replace(
          "{\"name\": \"TIMESTAMP\"",
          "{\"name\": \"DEVICE\", \"type\": \"string\"}, {\"name\": \"TIMESTAMP\"");

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void a_group_is_active_in_about_a_minute_and_echoed() {
    String arn =
        personalize
            .createDatasetGroup(
                r ->
                    r.name("shop")
                        .domain("ECOMMERCE")
                        .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/a")
                        .roleArn(PersonalizeWorld.ROLE))
            .datasetGroupArn();

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "dataset-group/shop");
    assertThat(group(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofSeconds(30));
    assertThat(group(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofSeconds(30));
    assertThat(group(arn).status()).isEqualTo("ACTIVE");
    assertThat(group(arn).domainAsString()).isEqualTo("ECOMMERCE");
    assertThat(group(arn).kmsKeyArn()).endsWith("key/a");
    assertThat(group(arn).roleArn()).isEqualTo(PersonalizeWorld.ROLE);
    assertThat(personalize.listDatasetGroups(r -> {}).datasetGroups().get(0).status())
        .isEqualTo("ACTIVE");
  }

  @Test
  void a_group_can_fail() {
    world
        .sim
        .script()
        .resource("dataset-group")
        .failAt("CREATE IN_PROGRESS", "The KMS key is disabled");

    String arn = world.group("shop");

    assertThat(group(arn).status()).isEqualTo("CREATE FAILED");
    assertThat(group(arn).failureReason()).isEqualTo("The KMS key is disabled");
  }

  @Test
  void a_role_goes_with_a_key_only() {
    assertThatThrownBy(
            () -> personalize.createDatasetGroup(r -> r.name("a").roleArn(PersonalizeWorld.ROLE)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void five_groups_are_the_quota() {
    for (int i = 0; i < 5; i++) {
      world.group("g" + i);
    }

    assertThatThrownBy(() -> world.group("g5"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining(
            "More than 5 resources in ACTIVE state. Please delete some and try again.");
  }

  @Test
  void a_group_with_something_in_it_cannot_go() {
    String group = world.group("shop");
    String solution = world.solution("s", group, "aws-sims");

    assertThatThrownBy(() -> personalize.deleteDatasetGroup(r -> r.datasetGroupArn(group)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(solution);

    personalize.deleteSolution(r -> r.solutionArn(solution));
    world.pass(Duration.ofMinutes(2));
    personalize.deleteDatasetGroup(r -> r.datasetGroupArn(group));
    assertThat(group(group).status()).isEqualTo("DELETE PENDING");
    assertThatThrownBy(() -> personalize.createDatasetGroup(r -> r.name("shop")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThatThrownBy(() -> personalize.deleteDatasetGroup(r -> r.datasetGroupArn(group)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> group(group)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(world.group("shop")).isEqualTo(group);
  }

  @Test
  void a_dataset_has_its_type_and_not_its_name_in_its_arn() {
    String group = world.group("shop");

    String arn = world.dataset(group, "interactions", PersonalizeWorld.INTERACTIONS);

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "dataset/shop/INTERACTIONS");
    Dataset dataset = dataset(arn);
    assertThat(dataset.name()).isEqualTo("data-interactions");
    assertThat(dataset.datasetType()).isEqualTo("INTERACTIONS");
    assertThat(dataset.datasetGroupArn()).isEqualTo(group);
    assertThat(dataset.status()).isEqualTo("ACTIVE");
    assertThat(dataset.latestDatasetUpdate()).isNull();
    assertThat(dataset.trackingId()).isNull();
    assertThat(personalize.listDatasets(r -> r.datasetGroupArn(group)).datasets())
        .singleElement()
        .extracting(DatasetSummary::datasetType, DatasetSummary::status)
        .containsExactly("INTERACTIONS", "ACTIVE");
    assertThat(personalize.listDatasets(r -> r.datasetGroupArn(group + "x")).datasets()).isEmpty();
  }

  @Test
  void a_group_has_one_dataset_of_a_type() {
    String group = world.group("shop");
    String arn = world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS);
    String schema = dataset(arn).schemaArn();

    assertThatThrownBy(
            () ->
                personalize.createDataset(
                    r ->
                        r.name("other")
                            .datasetType("INTERACTIONS")
                            .datasetGroupArn(group)
                            .schemaArn(schema)))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Another resource with Arn " + arn + " already exists.");
  }

  @Test
  void what_a_dataset_is_made_of_is_checked() {
    String group = world.group("shop");
    String schema = world.schema("clicks", PersonalizeWorld.INTERACTIONS);

    assertThatThrownBy(() -> create("Sales", group, schema))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> create("Items", group, schema))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> create("Interactions", group, schema + "x"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> create("Interactions", schema, schema))
        .isInstanceOf(InvalidInputException.class);
    String young = personalize.createDatasetGroup(r -> r.name("young")).datasetGroupArn();
    assertThatThrownBy(() -> create("Interactions", young, schema))
        .isInstanceOf(ResourceInUseException.class);
    String domain = world.domainGroup("domain", "ECOMMERCE");
    assertThatThrownBy(() -> create("Interactions", domain, schema))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("domain");
  }

  @Test
  void an_update_swaps_the_schema_when_it_is_done() {
    String arn = world.dataset(world.group("shop"), "Interactions", PersonalizeWorld.INTERACTIONS);
    String before = dataset(arn).schemaArn();
    String after = world.schema("other", OTHER);

    personalize.updateDataset(r -> r.datasetArn(arn).schemaArn(after));

    assertThat(dataset(arn).status()).isEqualTo("UPDATE PENDING");
    assertThat(dataset(arn).schemaArn()).isEqualTo(before);
    assertThat(dataset(arn).latestDatasetUpdate().schemaArn()).isEqualTo(after);
    assertThat(dataset(arn).latestDatasetUpdate().status()).isEqualTo("UPDATE PENDING");
    world.pass(Duration.ofSeconds(10));
    assertThat(dataset(arn).status()).isEqualTo("UPDATE IN_PROGRESS");
    assertThatThrownBy(() -> personalize.updateDataset(r -> r.datasetArn(arn).schemaArn(before)))
        .isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> personalize.deleteSchema(r -> r.schemaArn(after)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofSeconds(100));
    assertThat(dataset(arn).status()).isEqualTo("ACTIVE");
    assertThat(dataset(arn).schemaArn()).isEqualTo(after);
    assertThat(dataset(arn).latestDatasetUpdate().status()).isEqualTo("ACTIVE");
    assertThat(
            Duration.between(
                dataset(arn).latestDatasetUpdate().creationDateTime(),
                dataset(arn).latestDatasetUpdate().lastUpdatedDateTime()))
        .isEqualTo(Duration.ofSeconds(110));
  }

  @Test
  void a_failed_update_leaves_the_old_schema() {
    String arn = world.dataset(world.group("shop"), "Interactions", PersonalizeWorld.INTERACTIONS);
    String before = dataset(arn).schemaArn();
    world.sim.script().resource("personalize:dataset").failAt("UPDATE IN_PROGRESS", "Incompatible");

    personalize.updateDataset(r -> r.datasetArn(arn).schemaArn(world.schema("other", OTHER)));
    world.pass(Duration.ofMinutes(5));

    assertThat(dataset(arn).status()).isEqualTo("ACTIVE");
    assertThat(dataset(arn).schemaArn()).isEqualTo(before);
    assertThat(dataset(arn).latestDatasetUpdate().status()).isEqualTo("CREATE FAILED");
    assertThat(dataset(arn).latestDatasetUpdate().failureReason()).isEqualTo("Incompatible");
  }

  @Test
  void a_dataset_is_in_use_while_it_is_imported_or_trained_on() {
    String group = world.group("shop");
    String arn = world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS);
    world.importJob("all", arn, "s3://bucket/clicks.csv");

    assertThatThrownBy(() -> personalize.deleteDataset(r -> r.datasetArn(arn)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining("dataset-import-job/all");
    world.pass(Duration.ofHours(1));

    String solution = world.solution("s", group, "aws-user-personalization");
    personalize.createSolutionVersion(r -> r.solutionArn(solution));
    assertThatThrownBy(() -> personalize.deleteDataset(r -> r.datasetArn(arn)))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(solution);
    world.pass(Duration.ofHours(1));

    personalize.deleteDataset(r -> r.datasetArn(arn));
    assertThat(dataset(arn).status()).isEqualTo("DELETE PENDING");
    world.pass(Duration.ofSeconds(30));
    assertThat(dataset(arn).status()).isEqualTo("DELETE IN_PROGRESS");
    world.pass(Duration.ofSeconds(90));
    assertThatThrownBy(() -> dataset(arn)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void action_interactions_have_a_tracking_id() {
    String arn =
        world.dataset(
            world.group("shop"),
            "Action_Interactions",
            """
            {"type": "record", "name": "ActionInteractions", "fields": [
              {"name": "USER_ID", "type": "string"}, {"name": "ACTION_ID", "type": "string"},
              {"name": "EVENT_TYPE", "type": "string"}, {"name": "TIMESTAMP", "type": "long"}]}
            """);

    assertThat(arn).endsWith("dataset/shop/ACTION_INTERACTIONS");
    assertThat(dataset(arn).trackingId()).hasSize(36);
  }

  private void create(String type, String group, String schema) {
    personalize.createDataset(
        r -> r.name("d").datasetType(type).datasetGroupArn(group).schemaArn(schema));
  }

  private DatasetGroup group(String arn) {
    return personalize.describeDatasetGroup(r -> r.datasetGroupArn(arn)).datasetGroup();
  }

  private Dataset dataset(String arn) {
    return personalize.describeDataset(r -> r.datasetArn(arn)).dataset();
  }
}
