package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceModelStatus;
import software.amazon.awssdk.services.cleanroomsml.model.ColumnSchema;
import software.amazon.awssdk.services.cleanroomsml.model.ColumnType;
import software.amazon.awssdk.services.cleanroomsml.model.Dataset;
import software.amazon.awssdk.services.cleanroomsml.model.DatasetType;
import software.amazon.awssdk.services.cleanroomsml.model.GetAudienceModelResponse;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeImageResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;

/** Deletions that are accepted and then fail, in one line, where the service can show that. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class FailedDeletionTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @Test
  void an_image_is_delete_failed_with_the_reason() {
    image("kernel");
    sim.script().resource("image").failToDelete("a version is in use");

    sageMaker.deleteImage(r -> r.imageName("kernel"));

    assertThat(image().imageStatusAsString()).isEqualTo("DELETING");
    assertThatThrownBy(() -> sageMaker.waiter().waitUntilImageDeleted(r -> r.imageName("kernel")))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("failure");
    assertThat(image().imageStatusAsString()).isEqualTo("DELETE_FAILED");
    assertThat(image().failureReason()).isEqualTo("a version is in use");
  }

  @Test
  void only_the_first_try_fails_if_the_test_says_so() {
    image("kernel");
    sim.script()
        .resource("image")
        .where(image -> image.reason().isEmpty())
        .failToDelete("a version is in use");

    sageMaker.deleteImage(r -> r.imageName("kernel"));
    sim.clock().advance(Duration.ofMinutes(1));
    sageMaker.deleteImage(r -> r.imageName("kernel"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThatThrownBy(this::image).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_deletion_under_way_fails_too() {
    image("kernel");
    sageMaker.deleteImage(r -> r.imageName("kernel"));

    sim.script().resource("image").named("kernel").failToDelete("a version is in use");
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(image().imageStatusAsString()).isEqualTo("DELETE_FAILED");
  }

  @Test
  void an_endpoint_is_failed_and_can_be_deleted_again() {
    new Hosting(sageMaker).hosted("churn", 1);
    sim.clock().advance(Duration.ofMinutes(5));
    sim.script()
        .resource("endpoint")
        .where(endpoint -> endpoint.reason().isEmpty())
        .failToDelete("network interfaces are in use");

    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));

    assertThatThrownBy(
            () -> sageMaker.waiter().waitUntilEndpointDeleted(r -> r.endpointName("churn")))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("failure");
    assertThat(sageMaker.describeEndpoint(r -> r.endpointName("churn")).failureReason())
        .isEqualTo("network interfaces are in use");
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    sageMaker.waiter().waitUntilEndpointDeleted(r -> r.endpointName("churn"));
    assertThat(sim.resources().all("endpoint")).isEmpty();
  }

  @Test
  void a_notebook_is_failed() {
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName("lab")
                .instanceType("ml.t3.medium")
                .roleArn("arn:aws:iam::123456789012:role/Lab"));
    sageMaker.waiter().waitUntilNotebookInstanceInService(r -> r.notebookInstanceName("lab"));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName("lab"));
    sageMaker.waiter().waitUntilNotebookInstanceStopped(r -> r.notebookInstanceName("lab"));
    sim.script().resource("notebook-instance").failToDelete("the volume is attached");

    sageMaker.deleteNotebookInstance(r -> r.notebookInstanceName("lab"));

    assertThatThrownBy(
            () ->
                sageMaker
                    .waiter()
                    .waitUntilNotebookInstanceDeleted(r -> r.notebookInstanceName("lab")))
        .hasMessageContaining("failure");
    assertThat(
            sageMaker.describeNotebookInstance(r -> r.notebookInstanceName("lab")).failureReason())
        .isEqualTo("the volume is attached");
  }

  @Test
  void an_audience_model_is_delete_failed_with_its_status_details() {
    CleanRoomsMlClient cleanRooms = clients.create(CleanRoomsMlClient.class);
    String dataset = trainingDataset(cleanRooms);
    String model =
        cleanRooms
            .createAudienceModel(r -> r.name("lookalike").trainingDatasetArn(dataset))
            .audienceModelArn();
    sim.clock().advance(Duration.ofDays(1));
    sim.script().resource("audience-model").failToDelete("DELETION_BLOCKED: try later");

    cleanRooms.deleteAudienceModel(r -> r.audienceModelArn(model));
    sim.clock().advance(Duration.ofMinutes(10));

    GetAudienceModelResponse shown = cleanRooms.getAudienceModel(r -> r.audienceModelArn(model));
    assertThat(shown.status()).isEqualTo(AudienceModelStatus.DELETE_FAILED);
    assertThat(shown.statusDetails().statusCode()).isEqualTo("DELETION_BLOCKED");
    assertThat(sim.resources().get("audience-model", "lookalike").walked())
        .endsWith("ACTIVE", "DELETE_PENDING", "DELETE_IN_PROGRESS", "DELETE_FAILED");
  }

  @Test
  void a_dataset_of_lookout_is_delete_failed_with_a_message() {
    LookoutVisionClient lookout = clients.create(LookoutVisionClient.class);
    lookout.createProject(r -> r.projectName("circuits"));
    lookout.createDataset(r -> r.projectName("circuits").datasetType("train"));
    sim.script().resource("lookoutvision:dataset").failToDelete("the bucket is locked");

    lookout.deleteDataset(r -> r.projectName("circuits").datasetType("train"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(
            lookout
                .describeDataset(r -> r.projectName("circuits").datasetType("train"))
                .datasetDescription())
        .satisfies(
            dataset -> {
              assertThat(dataset.statusAsString()).isEqualTo("DELETE_FAILED");
              assertThat(dataset.statusMessage()).isEqualTo("the bucket is locked");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image",
        "image-version",
        "endpoint",
        "notebook-instance",
        "ml-input-channel",
        "trained-model",
        "audience-model",
        "audience-generation-job",
        "lookoutvision:dataset"
      })
  void a_type_whose_service_can_show_it_can_fail_to_delete(String type) {
    sim.script().resource(type).failToDelete("reason");

    assertThat(sim.script().rules()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training-job | its service has no status for that; what is possible is stuckAt or takes"
            + " at [Deleting], and to fail the call, by faults()",
        "lookoutvision:model | its service has no status for that; what is possible is stuckAt or"
            + " takes at [DELETING], and to fail the call, by faults()",
        "campaign | its service has no status for that; what is possible is stuckAt or takes at"
            + " [DELETE PENDING, DELETE IN_PROGRESS], and to fail the call, by faults()",
        "processing-job | it is gone at once; what can fail is the call, by faults()",
        "sagemaker:model | it is gone at once; what can fail is the call, by faults()",
        "transform-job | nothing deletes one"
      })
  void a_type_whose_service_cannot_show_it_is_refused_with_what_can_be(String type, String why) {
    assertThatThrownBy(() -> sim.script().resource(type).failToDelete("reason"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: a " + type + " cannot fail to delete: " + why);
    assertThat(sim.script().rules()).isEmpty();
  }

  private void image(String name) {
    sageMaker.createImage(r -> r.imageName(name).roleArn("arn:aws:iam::123456789012:role/Images"));
    sim.clock().advance(Duration.ofMinutes(1));
  }

  private DescribeImageResponse image() {
    return sageMaker.describeImage(r -> r.imageName("kernel"));
  }

  private static String trainingDataset(CleanRoomsMlClient cleanRooms) {
    List<ColumnSchema> columns =
        List.of(ColumnType.USER_ID, ColumnType.ITEM_ID, ColumnType.TIMESTAMP).stream()
            .map(type -> ColumnSchema.builder().columnName("c" + type).columnTypes(type).build())
            .toList();
    Consumer<Dataset.Builder> clicks =
        d ->
            d.type(DatasetType.INTERACTIONS)
                .inputConfig(
                    c ->
                        c.schema(columns)
                            .dataSource(
                                s ->
                                    s.glueDataSource(
                                        g -> g.databaseName("db").tableName("clicks"))));
    return cleanRooms
        .createTrainingDataset(
            r ->
                r.name("clicks")
                    .roleArn("arn:aws:iam::123456789012:role/Rooms")
                    .trainingData(clicks))
        .trainingDatasetArn();
  }
}
