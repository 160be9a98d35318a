package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.OTHER_ID;
import static dev.mlsim.sdk.cleanroomsml.Studio.modelOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.CreateTrainedModelRequest;
import software.amazon.awssdk.services.cleanroomsml.model.CreateTrainedModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.LogsStatus;
import software.amazon.awssdk.services.cleanroomsml.model.ModelTrainingDataChannel;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelStatus;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelSummary;
import software.amazon.awssdk.services.cleanroomsml.model.TrainingInputMode;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class TrainedModelTest {
  private final Studio studio = new Studio();
  private final String association = studio.association();
  private final String channel = studio.channel(association);

  @Test
  void a_model_trains_from_pending_to_active_with_the_defaults() {
    CreateTrainedModelResponse created = create(modelOf(association, channel));

    GetTrainedModelResponse pending = get(created.trainedModelArn());
    assertThat(created.versionIdentifier()).isNull();
    assertThat(pending.status()).isEqualTo(TrainedModelStatus.CREATE_PENDING);
    assertThat(pending.resourceConfig().instanceCount()).isEqualTo(1);
    assertThat(pending.resourceConfig().volumeSizeInGB()).isEqualTo(10);
    assertThat(pending.stoppingCondition().maxRuntimeInSeconds()).isEqualTo(86_400);
    assertThat(pending.trainingInputMode()).isEqualTo(TrainingInputMode.FILE);
    assertThat(pending.trainingContainerImageDigest()).isNull();

    studio.sim.clock().advance(Duration.ofMinutes(5));
    assertThat(get(created.trainedModelArn()).status())
        .isEqualTo(TrainedModelStatus.CREATE_IN_PROGRESS);
    studio.sim.clock().advance(Duration.ofMinutes(30));
    GetTrainedModelResponse done = get(created.trainedModelArn());
    assertThat(done.status()).isEqualTo(TrainedModelStatus.ACTIVE);
    assertThat(done.updateTime()).isEqualTo(studio.sim.clock().now());
    assertThat(done.trainingContainerImageDigest()).startsWith("sha256:");
    assertThat(done.logsStatus()).isEqualTo(LogsStatus.PUBLISH_SUCCEEDED);
  }

  @Test
  void a_training_costs_its_instances_while_it_runs() {
    create(modelOf(association, channel));
    studio.sim.clock().advance(Duration.ofDays(1));

    assertThat(studio.sim.billing().charges())
        .singleElement()
        .satisfies(
            charge -> {
              assertThat(charge.type()).isEqualTo("trained-model");
              assertThat(charge.unit()).startsWith("ml.");
              assertThat(charge.time()).isEqualTo(Duration.ofMinutes(30));
              assertThat(charge.running()).isZero();
            });
  }

  @Test
  void every_member_that_was_given_is_shown() {
    CreateTrainedModelRequest given =
        modelOf(association, channel)
            .description("weekly")
            .hyperparameters(Map.of("depth", "6"))
            .environment(Map.of("MODE", "fast"))
            .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/k")
            .trainingInputMode(TrainingInputMode.PIPE)
            .stoppingCondition(s -> s.maxRuntimeInSeconds(600))
            .tags(Map.of("team", "growth"))
            .build();

    GetTrainedModelResponse model = get(create(given.toBuilder()).trainedModelArn());

    assertThat(model.name()).isEqualTo(given.name());
    assertThat(model.description()).isEqualTo(given.description());
    assertThat(model.hyperparameters()).isEqualTo(given.hyperparameters());
    assertThat(model.environment()).isEqualTo(given.environment());
    assertThat(model.kmsKeyArn()).isEqualTo(given.kmsKeyArn());
    assertThat(model.trainingInputMode()).isEqualTo(given.trainingInputMode());
    assertThat(model.stoppingCondition()).isEqualTo(given.stoppingCondition());
    assertThat(model.tags()).isEqualTo(given.tags());
    assertThat(model.dataChannels()).isEqualTo(given.dataChannels());
    assertThat(model.configuredModelAlgorithmAssociationArn()).isEqualTo(association);
  }

  @Test
  void a_model_over_its_max_runtime_fails() {
    studio.sim.script().resource("trained-model").takes("CREATE_IN_PROGRESS", Duration.ofHours(2));
    String arn =
        create(modelOf(association, channel).stoppingCondition(s -> s.maxRuntimeInSeconds(3600)))
            .trainedModelArn();

    studio.sim.clock().advance(Duration.ofMinutes(5).plusHours(1));

    GetTrainedModelResponse model = get(arn);
    assertThat(model.status()).isEqualTo(TrainedModelStatus.CREATE_FAILED);
    assertThat(model.statusDetails().statusCode()).isEqualTo("MAX_RUNTIME_EXCEEDED");
    assertThat(model.logsStatus()).isEqualTo(LogsStatus.PUBLISH_SUCCEEDED);
  }

  @Test
  void a_model_ends_within_a_short_max_runtime_unless_told_otherwise() {
    String arn =
        create(modelOf(association, channel).stoppingCondition(s -> s.maxRuntimeInSeconds(60)))
            .trainedModelArn();

    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(get(arn).status()).isEqualTo(TrainedModelStatus.ACTIVE);
  }

  @Test
  void artifacts_over_the_associations_size_fail_the_training() {
    String strict =
        studio.association(
            r ->
                r.privacyConfiguration(
                    c ->
                        c.policies(
                            p ->
                                p.trainedModels(
                                    t -> t.maxArtifactSize(s -> s.unit("GB").value(0.1))))));

    GetTrainedModelResponse model = get(studio.model(strict, studio.channel(strict)));

    assertThat(model.status()).isEqualTo(TrainedModelStatus.CREATE_FAILED);
    assertThat(model.statusDetails().statusCode()).isEqualTo("MAX_ARTIFACT_SIZE_EXCEEDED");
  }

  @Test
  void versions_share_the_arn_and_get_means_the_latest() {
    String arn = studio.model(association, channel);

    CreateTrainedModelResponse second = createVersion(arn);

    assertThat(second.trainedModelArn()).isEqualTo(arn);
    assertThat(second.versionIdentifier()).matches("[-0-9a-f]{36}");
    GetTrainedModelResponse latest = get(arn);
    assertThat(latest.versionIdentifier()).isEqualTo(second.versionIdentifier());
    assertThat(latest.status()).isEqualTo(TrainedModelStatus.CREATE_PENDING);
    assertThat(latest.incrementalTrainingDataChannels())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.channelName()).isEqualTo("before");
              assertThat(c.modelName()).isEqualTo("model");
              assertThat(c.versionIdentifier()).isNull();
            });
    assertThatThrownBy(() -> getVersion(arn, OTHER_ID))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void an_incremental_channel_means_the_latest_version() {
    String arn = studio.model(association, channel);
    String second = createVersion(arn).versionIdentifier();
    studio.sim.clock().advance(Duration.ofHours(1));

    String third = createVersion(arn).versionIdentifier();

    assertThat(getVersion(arn, third).incrementalTrainingDataChannels().get(0).versionIdentifier())
        .isEqualTo(second);
  }

  @Test
  void cancel_means_the_base_version_unless_one_is_named() {
    String arn = studio.model(association, channel);
    String second = createVersion(arn).versionIdentifier();

    assertThatThrownBy(() -> cancel(arn, null)).isInstanceOf(ConflictException.class);
    cancel(arn, second);

    assertThat(getVersion(arn, second).status()).isEqualTo(TrainedModelStatus.CANCEL_PENDING);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThat(getVersion(arn, second).status()).isEqualTo(TrainedModelStatus.INACTIVE);
  }

  @Test
  void delete_output_means_the_base_version_and_keeps_the_metadata() {
    String arn = studio.model(association, channel);
    createVersion(arn);
    studio.sim.clock().advance(Duration.ofHours(1));

    deleteOutput(arn);

    assertThat(versions(arn))
        .extracting(TrainedModelSummary::status)
        .containsExactly(TrainedModelStatus.ACTIVE, TrainedModelStatus.DELETE_PENDING);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThat(versions(arn))
        .extracting(TrainedModelSummary::status)
        .containsExactly(TrainedModelStatus.ACTIVE, TrainedModelStatus.INACTIVE);
    assertThatThrownBy(() -> deleteOutput(arn)).isInstanceOf(ConflictException.class);
  }

  @Test
  void output_of_a_model_that_trains_or_runs_in_a_job_is_not_deleted() {
    studio.configureOutput();
    String training = create(modelOf(association, channel)).trainedModelArn();
    assertThatThrownBy(() -> deleteOutput(training)).isInstanceOf(ConflictException.class);
    studio.sim.clock().advance(Duration.ofHours(1));
    studio.ml.startTrainedModelInferenceJob(Studio.jobOf(training, channel).build());

    assertThatThrownBy(() -> deleteOutput(training))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("another resource depends on this resource");
    studio.sim.clock().advance(Duration.ofHours(1));
    deleteOutput(training);
  }

  @Test
  void deletion_can_fail() {
    studio.sim.script().resource("trained-model").failAt("DELETE_IN_PROGRESS", "S3 is away");
    String arn = studio.model(association, channel);
    deleteOutput(arn);

    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(get(arn).status()).isEqualTo(TrainedModelStatus.DELETE_FAILED);
    deleteOutput(arn);
  }

  @Test
  void lists_show_a_model_once_and_versions_all_of_them() {
    String arn = studio.model(association, channel);
    String second = createVersion(arn).versionIdentifier();

    assertThat(studio.ml.listTrainedModels(r -> r.membershipIdentifier(MEMBERSHIP)).trainedModels())
        .extracting(TrainedModelSummary::versionIdentifier)
        .containsExactly(second);
    assertThat(versions(arn))
        .extracting(TrainedModelSummary::versionIdentifier)
        .containsExactly(second, null);
    assertThat(
            studio
                .ml
                .listTrainedModelVersions(
                    r ->
                        r.membershipIdentifier(MEMBERSHIP)
                            .trainedModelArn(arn)
                            .status(TrainedModelStatus.ACTIVE))
                .trainedModels())
        .extracting(TrainedModelSummary::versionIdentifier)
        .containsExactly((String) null);
  }

  @Test
  void versions_of_an_unknown_model_are_not_found() {
    String nowhere = create(modelOf(association, channel)).trainedModelArn() + "x";

    assertThatThrownBy(() -> versions(nowhere)).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void the_collaborations_view_hides_what_is_the_creators() {
    String arn =
        create(modelOf(association, channel).hyperparameters(Map.of("depth", "6")))
            .trainedModelArn();

    var shown =
        studio.ml.getCollaborationTrainedModel(
            r -> r.collaborationIdentifier(studio.collaboration()).trainedModelArn(arn));

    assertThat(shown.creatorAccountId()).isEqualTo(Studio.ACCOUNT);
    assertThat(shown.name()).isEqualTo("model");
    assertThat(shown.status()).isEqualTo(TrainedModelStatus.CREATE_PENDING);
    assertThat(
            studio
                .ml
                .listCollaborationTrainedModels(
                    r -> r.collaborationIdentifier(studio.collaboration()))
                .collaborationTrainedModels())
        .hasSize(1);
  }

  @Test
  void the_sixth_training_at_once_is_over_the_memberships_quota() {
    for (int i = 0; i < 5; i++) {
      create(modelOf(association, channel));
    }

    assertThatThrownBy(() -> create(modelOf(association, channel)))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(402);
              assertThat(e.quotaName())
                  .isEqualTo("Pending or in-progress custom model training jobs per membership");
              assertThat(e.quotaValue()).isEqualTo(5.0);
            });
  }

  @Test
  void a_cancelled_training_still_counts_until_it_is_over() {
    studio.sim.quotas().set("Pending or in-progress custom model training jobs per membership", 1);
    String arn = create(modelOf(association, channel)).trainedModelArn();
    cancel(arn, null);

    assertThatThrownBy(() -> create(modelOf(association, channel)))
        .isInstanceOf(ServiceQuotaExceededException.class);
    studio.sim.clock().advance(Duration.ofMinutes(2));
    create(modelOf(association, channel));
  }

  @Test
  void channels_have_names_of_their_own_and_are_at_most_twenty() {
    List<ModelTrainingDataChannel> twenty =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    ModelTrainingDataChannel.builder()
                        .channelName("c" + i)
                        .mlInputChannelArn(channel)
                        .build())
            .toList();
    String arn = studio.model(association, channel);

    assertThatThrownBy(
            () ->
                create(
                    modelOf(association, channel)
                        .incrementalTrainingDataChannels(Studio.earlier("train", arn))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("is used more than once");
    assertThatThrownBy(
            () ->
                create(
                    modelOf(association, channel)
                        .dataChannels(twenty)
                        .incrementalTrainingDataChannels(Studio.earlier("before", arn))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at most 20");
  }

  @Test
  void what_it_stands_on_must_exist_and_be_ready() {
    String pending =
        studio.ml.createMLInputChannel(Studio.channelOf(association).build()).mlInputChannelArn();

    assertThatThrownBy(() -> create(modelOf(association + "x", channel)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> create(modelOf(association, channel + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> create(modelOf(association, pending)))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> create(modelOf(studio.association(), channel)))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void continuing_a_model_that_is_not_active_is_a_conflict() {
    String training = create(modelOf(association, channel)).trainedModelArn();

    assertThatThrownBy(() -> createVersion(training)).isInstanceOf(ConflictException.class);
  }

  @Test
  void an_algorithm_without_training_container_trains_nothing() {
    String inferenceOnly =
        studio
            .ml
            .createConfiguredModelAlgorithm(
                r ->
                    r.name("scorer")
                        .roleArn(Studio.ROLE)
                        .inferenceContainerConfig(c -> c.imageUri("registry/infer:1")))
            .configuredModelAlgorithmArn();
    String other = studio.association(r -> r.configuredModelAlgorithmArn(inferenceOnly));

    assertThatThrownBy(() -> create(modelOf(other, channel)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("has no training container");
  }

  private CreateTrainedModelResponse create(CreateTrainedModelRequest.Builder model) {
    return studio.ml.createTrainedModel(model.build());
  }

  private CreateTrainedModelResponse createVersion(String arn) {
    return create(
        modelOf(association, channel)
            .incrementalTrainingDataChannels(Studio.earlier("before", arn)));
  }

  private GetTrainedModelResponse get(String arn) {
    return studio.ml.getTrainedModel(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn));
  }

  private GetTrainedModelResponse getVersion(String arn, String version) {
    return studio.ml.getTrainedModel(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn).versionIdentifier(version));
  }

  private void cancel(String arn, @Nullable String version) {
    studio.ml.cancelTrainedModel(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn).versionIdentifier(version));
  }

  private void deleteOutput(String arn) {
    studio.ml.deleteTrainedModelOutput(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn));
  }

  private List<TrainedModelSummary> versions(String arn) {
    return studio
        .ml
        .listTrainedModelVersions(r -> r.membershipIdentifier(MEMBERSHIP).trainedModelArn(arn))
        .trainedModels();
  }
}
