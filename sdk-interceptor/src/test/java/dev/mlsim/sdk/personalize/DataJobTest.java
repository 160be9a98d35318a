package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DataDeletionJob;
import software.amazon.awssdk.services.personalize.model.DataDeletionJobSummary;
import software.amazon.awssdk.services.personalize.model.DatasetExportJob;
import software.amazon.awssdk.services.personalize.model.DatasetImportJob;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

/** Import, export and deletion of data. */
class DataJobTest {
  private static final String CSV =
      """
      USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP
      u1,i1,click,1
      u2,i2,click,2
      u1,i3,buy,3
      """;

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String group = world.group("shop");
  private final String dataset =
      world.dataset(group, "Interactions", PersonalizeWorld.INTERACTIONS);

  @Test
  void an_import_takes_a_quarter_of_an_hour_and_needs_no_file() {
    String arn = world.importJob("all", dataset, "s3://bucket/clicks.csv");

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "dataset-import-job/all");
    assertThat(imported(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(imported(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofMinutes(14));
    assertThat(imported(arn).status()).isEqualTo("ACTIVE");
    assertThat(imported(arn).importModeAsString()).isEqualTo("FULL");
    assertThat(imported(arn).dataSource().dataLocation()).isEqualTo("s3://bucket/clicks.csv");
    assertThat(imported(arn).roleArn()).isEqualTo(PersonalizeWorld.ROLE);
    assertThat(imported(arn).datasetArn()).isEqualTo(dataset);
    assertThat(personalize.listDatasetImportJobs(r -> r.datasetArn(dataset)).datasetImportJobs())
        .singleElement()
        .extracting(DatasetImportJobSummary::status, DatasetImportJobSummary::importModeAsString)
        .containsExactly("ACTIVE", "FULL");
  }

  @Test
  void where_inputs_are_required_a_missing_one_is_refused_at_once() {
    world.sim.objects().requireInputs();

    assertThatThrownBy(() -> world.importJob("all", dataset, "s3://bucket/clicks.csv"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "Insufficient privileges for accessing data in S3. Please look at"
                + " https://docs.aws.amazon.com/personalize/latest/dg/"
                + "granting-personalize-s3-access.html#attach-bucket-policy and fix bucket policy"
                + " on bucket.")
        .satisfies(PersonalizeErrors::hasStatus400);

    world.sim.objects().put("s3://bucket/clicks.csv", CSV);
    world.importJob("all", dataset, "s3://bucket/clicks.csv");
  }

  @Test
  void a_file_without_the_columns_of_the_schema_fails_the_import() {
    world.sim.objects().put("s3://bucket/clicks.csv", "USER_ID,ITEM_ID\nu1,i1\n");
    String arn = world.importJob("all", dataset, "s3://bucket/clicks.csv");

    world.pass(Duration.ofMinutes(15));

    assertThat(imported(arn).status()).isEqualTo("CREATE FAILED");
    assertThat(imported(arn).failureReason())
        .isEqualTo("Input CSV is missing the following columns:[EVENT_TYPE, TIMESTAMP].");
  }

  @Test
  void an_incremental_import_needs_a_full_one_before() {
    assertThatThrownBy(
            () ->
                personalize.createDatasetImportJob(
                    r ->
                        r.jobName("more")
                            .datasetArn(dataset)
                            .importMode("INCREMENTAL")
                            .roleArn(PersonalizeWorld.ROLE)
                            .dataSource(d -> d.dataLocation("s3://bucket/a"))))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void a_location_is_needed_in_s3_or_on_the_web() {
    assertThatThrownBy(() -> world.importJob("all", dataset, "ftp://bucket/a"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'dataSource.dataLocation'");
    assertThatThrownBy(
            () ->
                personalize.createDatasetImportJob(
                    r -> r.jobName("a").datasetArn(dataset).dataSource(d -> {})))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Invalid Data location.");
  }

  @Test
  void five_imports_under_way_are_the_quota_also_when_they_are_stuck() {
    world.sim.script().resource("dataset-import-job").stuckAt("CREATE IN_PROGRESS");
    for (int i = 0; i < 5; i++) {
      world.importJob("job-" + i, dataset, "s3://bucket/a");
    }
    world.pass(Duration.ofDays(1));

    assertThatThrownBy(() -> world.importJob("job-5", dataset, "s3://bucket/a"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 5 resources with PENDING or IN_PROGRESS status.");
  }

  @Test
  void an_import_needs_an_active_dataset() {
    assertThatThrownBy(() -> world.importJob("a", dataset + "X", "s3://bucket/a"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> world.importJob("a", group, "s3://bucket/a"))
        .isInstanceOf(InvalidInputException.class);
    personalize.deleteDataset(r -> r.datasetArn(dataset));
    assertThatThrownBy(() -> world.importJob("a", dataset, "s3://bucket/a"))
        .isInstanceOf(ResourceInUseException.class);
  }

  @Test
  void an_export_writes_what_was_imported_in_bulk() {
    world.sim.objects().put("s3://bucket/in/clicks.csv", CSV);
    world.importJob("all", dataset, "s3://bucket/in/");
    world.pass(Duration.ofMinutes(15));

    String arn = export("bulk", "BULK");
    world.pass(Duration.ofMinutes(15));

    assertThat(exported(arn).status()).isEqualTo("ACTIVE");
    assertThat(exported(arn).ingestionModeAsString()).isEqualTo("BULK");
    assertThat(exported(arn).jobOutput().s3DataDestination().path()).isEqualTo("s3://bucket/out/");
    assertThat(world.sim.objects().text("s3://bucket/out/bulk.csv")).contains(CSV);
  }

  @Test
  void a_dataset_made_anew_has_none_of_what_was_imported_before() {
    world.sim.objects().put("s3://bucket/in/clicks.csv", CSV);
    world.importJob("all", dataset, "s3://bucket/in/");
    world.pass(Duration.ofMinutes(15));
    String schema = personalize.describeDataset(r -> r.datasetArn(dataset)).dataset().schemaArn();
    personalize.deleteDataset(r -> r.datasetArn(dataset));
    world.pass(Duration.ofHours(1));
    personalize.createDataset(
        r -> r.name("again").datasetGroupArn(group).datasetType("Interactions").schemaArn(schema));
    world.pass(Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                personalize.createDatasetImportJob(
                    r ->
                        r.jobName("more")
                            .datasetArn(dataset)
                            .importMode("INCREMENTAL")
                            .roleArn(PersonalizeWorld.ROLE)
                            .dataSource(d -> d.dataLocation("s3://bucket/in/"))))
        .isInstanceOf(InvalidInputException.class);
    export("bulk", "BULK");
    world.pass(Duration.ofMinutes(15));
    assertThat(world.sim.objects().text("s3://bucket/out/bulk.csv"))
        .contains("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n");
  }

  @Test
  void quotes_and_commas_in_a_cell_come_out_as_they_went_in() {
    String csv = "USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\nu1,\"a, b\",\"the \"\"big\"\" one\",1\n";
    world.sim.objects().put("s3://bucket/in/clicks.csv", csv);
    world.importJob("all", dataset, "s3://bucket/in/");
    world.pass(Duration.ofMinutes(15));

    export("bulk", "BULK");
    world.pass(Duration.ofMinutes(15));

    assertThat(world.sim.objects().text("s3://bucket/out/bulk.csv")).contains(csv);
  }

  @Test
  void an_export_is_of_records_put_one_by_one_unless_told_otherwise() {
    String arn =
        personalize
            .createDatasetExportJob(
                r ->
                    r.jobName("put")
                        .datasetArn(dataset)
                        .roleArn(PersonalizeWorld.ROLE)
                        .jobOutput(o -> o.s3DataDestination(s -> s.path("s3://bucket/out/"))))
            .datasetExportJobArn();
    world.pass(Duration.ofMinutes(15));

    assertThat(exported(arn).ingestionModeAsString()).isEqualTo("PUT");
    assertThat(world.sim.objects().text("s3://bucket/out/put.csv"))
        .contains("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\n");
    assertThat(personalize.listDatasetExportJobs(r -> r.datasetArn(dataset)).datasetExportJobs())
        .hasSize(1);
    assertThatThrownBy(() -> export("put", "ALL"))
        .isInstanceOf(ResourceAlreadyExistsException.class);
  }

  @Test
  void a_deletion_has_statuses_of_its_own_and_counts() {
    world.sim.objects().put("s3://bucket/in/clicks.csv", CSV);
    world.importJob("all", dataset, "s3://bucket/in/clicks.csv");
    world.pass(Duration.ofMinutes(15));
    world.sim.objects().put("s3://bucket/users.csv", "USER_ID\nu1\n");

    String arn = deletion("forget");

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "data-deletion-job/forget");
    assertThat(deleted(arn).status()).isEqualTo("PENDING");
    assertThat(deleted(arn).numDeleted()).isNull();
    world.pass(Duration.ofMinutes(30));
    assertThat(deleted(arn).status()).isEqualTo("IN_PROGRESS");
    world.pass(Duration.ofHours(6));
    assertThat(deleted(arn).status()).isEqualTo("COMPLETED");
    assertThat(deleted(arn).numDeleted()).isEqualTo(2);
    export("rest", "ALL");
    world.pass(Duration.ofMinutes(15));
    assertThat(world.sim.objects().text("s3://bucket/out/rest.csv"))
        .contains("USER_ID,ITEM_ID,EVENT_TYPE,TIMESTAMP\nu2,i2,click,2\n");
  }

  @Test
  void a_deletion_can_fail() {
    world.sim.script().resource("data-deletion-job").failAt("IN_PROGRESS", "No access");
    String arn = deletion("forget");

    world.pass(Duration.ofDays(1));

    assertThat(deleted(arn).status()).isEqualTo("FAILED");
    assertThat(deleted(arn).failureReason()).isEqualTo("No access");
  }

  @Test
  void a_deletion_needs_a_column_of_users() {
    world.sim.objects().put("s3://bucket/users.csv", "NAME\nann\n");
    String arn = deletion("forget");

    world.pass(Duration.ofDays(1));

    assertThat(deleted(arn).status()).isEqualTo("FAILED");
    assertThat(deleted(arn).failureReason())
        .isEqualTo("Input CSV is missing the following columns:[USER_ID].");
  }

  @Test
  void five_deletions_wait_for_a_group_and_lists_are_newest_first() {
    for (int i = 0; i < 5; i++) {
      deletion("job-" + i);
    }

    assertThatThrownBy(() -> deletion("job-5"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 5 resources with PENDING status.");
    world.pass(Duration.ofMinutes(30));
    deletion("job-5");
    assertThat(
            personalize
                .listDataDeletionJobs(r -> r.datasetGroupArn(group).maxResults(2))
                .dataDeletionJobs())
        .extracting(DataDeletionJobSummary::jobName)
        .containsExactly("job-5", "job-4");
  }

  private String export(String name, String mode) {
    return personalize
        .createDatasetExportJob(
            r ->
                r.jobName(name)
                    .datasetArn(dataset)
                    .roleArn(PersonalizeWorld.ROLE)
                    .ingestionMode(mode)
                    .jobOutput(o -> o.s3DataDestination(s -> s.path("s3://bucket/out/"))))
        .datasetExportJobArn();
  }

  private String deletion(String name) {
    return personalize
        .createDataDeletionJob(
            r ->
                r.jobName(name)
                    .datasetGroupArn(group)
                    .roleArn(PersonalizeWorld.ROLE)
                    .dataSource(d -> d.dataLocation("s3://bucket/users.csv")))
        .dataDeletionJobArn();
  }

  private DatasetImportJob imported(String arn) {
    return personalize.describeDatasetImportJob(r -> r.datasetImportJobArn(arn)).datasetImportJob();
  }

  private DatasetExportJob exported(String arn) {
    return personalize.describeDatasetExportJob(r -> r.datasetExportJobArn(arn)).datasetExportJob();
  }

  private DataDeletionJob deleted(String arn) {
    return personalize.describeDataDeletionJob(r -> r.dataDeletionJobArn(arn)).dataDeletionJob();
  }
}
