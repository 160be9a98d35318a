package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static dev.mlsim.sdk.lookoutvision.Factory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.CreateDatasetResponse;
import software.amazon.awssdk.services.lookoutvision.model.DatasetDescription;
import software.amazon.awssdk.services.lookoutvision.model.DatasetStatus;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.UpdateDatasetEntriesResponse;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class DatasetTest {
  private final Factory factory = new Factory().project(CIRCUITS);

  @Test
  void who_polls_a_project_waits_for_its_datasets() {
    factory.sim.polling(Polling.settle());
    factory.lookout.createDataset(
        r ->
            r.projectName(CIRCUITS)
                .datasetType("train")
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));

    assertThat(
            factory
                .lookout
                .describeProject(r -> r.projectName(CIRCUITS))
                .projectDescription()
                .datasets())
        .extracting(dataset -> dataset.statusAsString())
        .containsExactly("CREATE_COMPLETE");
  }

  @Test
  void an_empty_dataset_is_complete_at_once() {
    CreateDatasetResponse created =
        factory.lookout.createDataset(r -> r.projectName(CIRCUITS).datasetType("train"));

    assertThat(created.sdkHttpResponse().statusCode()).isEqualTo(202);
    assertThat(created.datasetMetadata().status()).isEqualTo(DatasetStatus.CREATE_COMPLETE);
    assertThat(created.datasetMetadata().datasetType()).isEqualTo("train");
    DatasetDescription dataset = describe("train");
    assertThat(dataset.projectName()).isEqualTo(CIRCUITS);
    assertThat(dataset.status()).isEqualTo(DatasetStatus.CREATE_COMPLETE);
    assertThat(dataset.statusMessage()).isEqualTo("The dataset was created successfully.");
    assertThat(dataset.imageStats().total()).isZero();
    assertThat(dataset.creationTimestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void a_dataset_from_a_manifest_is_in_progress_and_then_complete_with_its_rows() {
    manifest(line("1.jpg", "normal"), line("2.jpg", "anomaly"), line("3.jpg", "dented"), "");
    create();

    assertThat(describe("train").status()).isEqualTo(DatasetStatus.CREATE_IN_PROGRESS);
    assertThat(describe("train").imageStats().total()).isZero();

    factory.advance(Duration.ofSeconds(14));

    DatasetDescription dataset = describe("train");
    assertThat(dataset.status()).isEqualTo(DatasetStatus.CREATE_COMPLETE);
    assertThat(dataset.lastUpdatedTimestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:14Z"));
    assertThat(dataset.imageStats().total()).isEqualTo(3);
    assertThat(dataset.imageStats().labeled()).isEqualTo(2);
    assertThat(dataset.imageStats().normal()).isEqualTo(1);
    assertThat(dataset.imageStats().anomaly()).isEqualTo(1);
  }

  @Test
  void a_manifest_that_is_not_there_is_assumed_to_be_enough_for_a_training() {
    create();
    factory.advance(Duration.ofMinutes(1));

    assertThat(describe("train").imageStats().normal()).isEqualTo(30);
    assertThat(describe("train").imageStats().anomaly()).isEqualTo(20);
  }

  @Test
  void a_manifest_that_is_required_and_not_there_fails_the_dataset() {
    factory.sim.objects().requireInputs();

    create();
    factory.advance(Duration.ofMinutes(1));

    assertThat(describe("train").status()).isEqualTo(DatasetStatus.CREATE_FAILED);
    assertThat(describe("train").statusMessage())
        .isEqualTo("The manifest file s3://images/train.manifest can't be read.");
  }

  @Test
  void a_broken_manifest_fails_the_dataset_with_the_reason() {
    manifest(line("1.jpg", "normal"), "no json");

    create();
    factory.advance(Duration.ofMinutes(1));

    assertThat(describe("train").status()).isEqualTo(DatasetStatus.CREATE_FAILED);
    assertThat(describe("train").statusMessage()).startsWith("Line 2 of the manifest file isn't");
  }

  @Test
  void a_script_can_fail_the_creation() {
    factory
        .sim
        .script()
        .resource("lookoutvision:dataset")
        .named("circuits/train")
        .failAt("CREATE_IN_PROGRESS", "The bucket has gone.");

    create();
    factory.advance(Duration.ofMinutes(1));

    assertThat(describe("train").statusMessage()).isEqualTo("The bucket has gone.");
  }

  @Test
  void a_project_has_one_dataset_of_each_type() {
    factory.emptyDataset(CIRCUITS, "train").emptyDataset(CIRCUITS, "test");

    assertThatThrownBy(() -> factory.emptyDataset(CIRCUITS, "train"))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("circuits/train");
              assertThat(e.resourceTypeAsString()).isEqualTo("DATASET");
            });
    assertThatThrownBy(() -> factory.emptyDataset(CIRCUITS, "validation"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'datasetType' failed to satisfy constraint");
  }

  @Test
  void a_dataset_that_is_not_there_is_not_found() {
    assertThatThrownBy(() -> describe("train"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("circuits/train");
              assertThat(e.resourceTypeAsString()).isEqualTo("DATASET");
            });
    assertThatThrownBy(() -> list()).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> factory.update(CIRCUITS, "train", line("1.jpg", "normal")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> delete()).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void changes_replace_whole_rows_by_their_image_once_they_are_complete() {
    factory.emptyDataset(CIRCUITS, "train");
    factory.update(CIRCUITS, "train", line("1.jpg", "normal"), line("2.jpg", "normal"));
    factory.advance(Duration.ofMinutes(1));
    SdkBytes changes =
        SdkBytes.fromUtf8String(line("1.jpg", "anomaly") + "\n" + line("3.jpg", "normal"));

    UpdateDatasetEntriesResponse updated =
        factory.lookout.updateDatasetEntries(
            r -> r.projectName(CIRCUITS).datasetType("train").changes(changes));

    assertThat(updated.sdkHttpResponse().statusCode()).isEqualTo(202);
    assertThat(updated.status()).isEqualTo(DatasetStatus.UPDATE_IN_PROGRESS);
    assertThat(describe("train").imageStats().total()).isEqualTo(2);
    factory.advance(Duration.ofMinutes(1));
    assertThat(describe("train").status()).isEqualTo(DatasetStatus.UPDATE_COMPLETE);
    assertThat(list())
        .containsExactly(
            line("1.jpg", "anomaly"), line("2.jpg", "normal"), line("3.jpg", "normal"));
  }

  @Test
  void an_update_that_fails_is_rolled_back_and_keeps_the_old_rows() {
    factory.emptyDataset(CIRCUITS, "train").update(CIRCUITS, "train", line("1.jpg", "normal"));
    factory.advance(Duration.ofMinutes(1));

    factory.update(CIRCUITS, "train", line("2.jpg", "normal").replace("images", "elsewhere"));

    factory.advance(Duration.ofSeconds(20));
    assertThat(describe("train").status())
        .isEqualTo(DatasetStatus.UPDATE_FAILED_ROLLBACK_IN_PROGRESS);
    factory.advance(Duration.ofSeconds(10));
    assertThat(describe("train").status()).isEqualTo(DatasetStatus.UPDATE_FAILED_ROLLBACK_COMPLETE);
    assertThat(describe("train").statusMessage())
        .isEqualTo("The images of a dataset must be in the same Amazon S3 bucket.");
    assertThat(list()).containsExactly(line("1.jpg", "normal"));
    factory.update(CIRCUITS, "train", line("2.jpg", "normal")).advance(Duration.ofMinutes(1));
    assertThat(list()).hasSize(2);
  }

  @Test
  void changes_that_are_no_json_lines_are_refused() {
    factory.emptyDataset(CIRCUITS, "train");

    assertThatThrownBy(() -> factory.update(CIRCUITS, "train", "[1]"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Line 1 of the changes isn't a JSON object");
    assertThatThrownBy(() -> factory.update(CIRCUITS, "train", "{\"label\":1}"))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> factory.update(CIRCUITS, "train", " "))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void a_dataset_in_progress_takes_no_changes_and_shows_no_rows() {
    create();

    assertThatThrownBy(() -> factory.update(CIRCUITS, "train", line("1.jpg", "normal")))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.resourceTypeAsString()).isEqualTo("DATASET");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "The dataset circuits/train can't be updated: it is CREATE_IN_PROGRESS.");
            });
    assertThatThrownBy(() -> list()).isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> delete()).isInstanceOf(ConflictException.class);
  }

  @Test
  void a_deleted_dataset_goes_in_a_while_and_can_be_made_again() {
    factory.emptyDataset(CIRCUITS, "train");

    assertThat(delete()).isEqualTo(202);

    assertThat(describe("train").status()).isEqualTo(DatasetStatus.DELETE_IN_PROGRESS);
    factory.advance(Duration.ofSeconds(5));
    assertThatThrownBy(() -> describe("train")).isInstanceOf(ResourceNotFoundException.class);
    factory.emptyDataset(CIRCUITS, "train");
    assertThat(describe("train").status()).isEqualTo(DatasetStatus.CREATE_COMPLETE);
  }

  @Test
  void a_deletion_that_fails_leaves_the_dataset() {
    factory.emptyDataset(CIRCUITS, "train");
    factory
        .sim
        .script()
        .resource("lookoutvision:dataset")
        .failAt("DELETE_IN_PROGRESS", "Try again.");

    delete();
    factory.advance(Duration.ofMinutes(1));

    assertThat(describe("train").status()).isEqualTo(DatasetStatus.DELETE_FAILED);
    assertThat(describe("train").statusMessage()).isEqualTo("Try again.");
  }

  @Test
  void a_dataset_is_not_deleted_while_a_model_is_trained_with_it() {
    factory.dataset(CIRCUITS, "train").training(CIRCUITS);

    assertThatThrownBy(() -> delete())
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("a model is being trained with it");

    factory.advance(Duration.ofHours(1));
    assertThat(delete()).isEqualTo(202);
  }

  private void manifest(String... lines) {
    factory.sim.objects().put("s3://images/train.manifest", String.join("\n", lines));
  }

  private void create() {
    factory.lookout.createDataset(
        r ->
            r.projectName(CIRCUITS)
                .datasetType("train")
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));
  }

  private DatasetDescription describe(String type) {
    return factory
        .lookout
        .describeDataset(r -> r.projectName(CIRCUITS).datasetType(type))
        .datasetDescription();
  }

  private List<String> list() {
    return factory
        .lookout
        .listDatasetEntries(r -> r.projectName(CIRCUITS).datasetType("train"))
        .datasetEntries();
  }

  private int delete() {
    return factory
        .lookout
        .deleteDataset(r -> r.projectName(CIRCUITS).datasetType("train"))
        .sdkHttpResponse()
        .statusCode();
  }
}
