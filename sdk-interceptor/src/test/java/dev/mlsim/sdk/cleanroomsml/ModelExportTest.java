package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.CollaborationTrainedModelExportJobSummary;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.StartTrainedModelExportJobRequest;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportFileType;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportJobStatus;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class ModelExportTest {
  private final Studio studio = new Studio();

  @Test
  void an_export_is_found_by_its_name_and_writes_what_the_policy_lets_out() {
    String model = exportable(5);
    studio.configureOutput();

    export(model, r -> r.description("first"));

    CollaborationTrainedModelExportJobSummary pending = list(model).get(0);
    assertThat(pending.name()).isEqualTo("out");
    assertThat(pending.description()).isEqualTo("first");
    assertThat(pending.status()).isEqualTo(TrainedModelExportJobStatus.CREATE_PENDING);
    assertThat(pending.creatorAccountId()).isEqualTo(Studio.ACCOUNT);
    assertThat(pending.membershipIdentifier()).isEqualTo(MEMBERSHIP);
    assertThat(pending.outputConfiguration().members().get(0).accountId())
        .isEqualTo(Studio.ACCOUNT);
    studio.sim.clock().advance(Duration.ofMinutes(5));
    assertThat(list(model).get(0).status()).isEqualTo(TrainedModelExportJobStatus.ACTIVE);
    assertThat(studio.sim.objects().list("s3://output/"))
        .containsExactly(
            "s3://output/ml/"
                + CleanRooms.DEFAULT_COLLABORATION
                + "/model/123456789012/out/model.tar.gz");
  }

  @Test
  void artifacts_over_the_policys_size_fail_the_job() {
    String model = exportable(0.1);
    studio.configureOutput();
    export(model, r -> {});

    studio.sim.clock().advance(Duration.ofMinutes(5));

    CollaborationTrainedModelExportJobSummary job = list(model).get(0);
    assertThat(job.status()).isEqualTo(TrainedModelExportJobStatus.CREATE_FAILED);
    assertThat(job.statusDetails().statusCode()).isEqualTo("MAX_EXPORT_SIZE_EXCEEDED");
    assertThat(studio.sim.objects().list("s3://output/")).isEmpty();
  }

  @Test
  void without_a_policy_nothing_is_exported() {
    studio.configureOutput();
    String association = studio.association();
    String model = studio.model(association, studio.channel(association));

    assertThatThrownBy(() -> export(model, r -> {}))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("allow no exports");
  }

  @Test
  void the_receiver_needs_a_place_and_the_model_must_be_there_and_active() {
    String model = exportable(5);

    assertThatThrownBy(() -> export(model, r -> {})).isInstanceOf(ValidationException.class);
    studio.configureOutput();
    assertThatThrownBy(() -> export(model + "x", r -> {}))
        .isInstanceOf(ResourceNotFoundException.class);
    studio.ml.deleteTrainedModelOutput(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(model));
    assertThatThrownBy(() -> export(model, r -> {})).isInstanceOf(ConflictException.class);
  }

  @Test
  void exports_of_an_unknown_model_are_an_empty_list() {
    assertThat(list(exportable(5) + "x")).isEmpty();
  }

  private String exportable(double gigabytes) {
    return studio.exportable(TrainedModelExportFileType.MODEL, gigabytes);
  }

  private void export(String model, Consumer<StartTrainedModelExportJobRequest.Builder> change) {
    studio.ml.startTrainedModelExportJob(
        r ->
            r.membershipIdentifier(MEMBERSHIP)
                .name("out")
                .trainedModelArn(model)
                .outputConfiguration(o -> o.members(Studio.exportReceiver(Studio.ACCOUNT)))
                .applyMutation(change));
  }

  private List<CollaborationTrainedModelExportJobSummary> list(String model) {
    return studio
        .ml
        .listCollaborationTrainedModelExportJobs(
            r -> r.collaborationIdentifier(studio.collaboration()).trainedModelArn(model))
        .collaborationTrainedModelExportJobs();
  }
}
