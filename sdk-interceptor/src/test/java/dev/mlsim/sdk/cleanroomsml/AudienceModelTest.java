package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.AudienceStudio.ROLE;
import static dev.mlsim.sdk.cleanroomsml.AudienceStudio.configuredOf;
import static dev.mlsim.sdk.cleanroomsml.AudienceStudio.datasetOf;
import static dev.mlsim.sdk.cleanroomsml.AudienceStudio.interactions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceModelStatus;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceSizeType;
import software.amazon.awssdk.services.cleanroomsml.model.ColumnType;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.CreateConfiguredAudienceModelRequest;
import software.amazon.awssdk.services.cleanroomsml.model.CreateTrainingDatasetRequest;
import software.amazon.awssdk.services.cleanroomsml.model.GetAudienceModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetConfiguredAudienceModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainingDatasetResponse;
import software.amazon.awssdk.services.cleanroomsml.model.PolicyExistenceCondition;
import software.amazon.awssdk.services.cleanroomsml.model.PutConfiguredAudienceModelPolicyResponse;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.SharedAudienceMetrics;
import software.amazon.awssdk.services.cleanroomsml.model.TagOnCreatePolicy;
import software.amazon.awssdk.services.cleanroomsml.model.TrainingDatasetStatus;
import software.amazon.awssdk.services.cleanroomsml.model.TrainingDatasetSummary;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class AudienceModelTest {
  private final AudienceStudio studio = new AudienceStudio();

  @Test
  void a_training_dataset_is_active_at_once_and_shows_what_it_was_given() {
    CreateTrainingDatasetRequest given =
        datasetOf("clicks").description("2026").tags(Map.of("team", "growth")).build();

    String arn = studio.ml.createTrainingDataset(given).trainingDatasetArn();

    GetTrainingDatasetResponse shown = studio.ml.getTrainingDataset(r -> r.trainingDatasetArn(arn));
    assertThat(shown.status()).isEqualTo(TrainingDatasetStatus.ACTIVE);
    assertThat(shown.name()).isEqualTo("clicks");
    assertThat(shown.description()).isEqualTo("2026");
    assertThat(shown.roleArn()).isEqualTo(ROLE);
    assertThat(shown.trainingData()).isEqualTo(given.trainingData());
    assertThat(shown.tags()).isEqualTo(given.tags());
  }

  @Test
  void a_datasets_name_is_unique_until_it_is_deleted() {
    String arn = studio.dataset();

    assertThatThrownBy(studio::dataset)
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(arn);
    studio.ml.deleteTrainingDataset(r -> r.trainingDatasetArn(arn));
    assertThat(studio.dataset()).isNotEqualTo(arn);
    assertThatThrownBy(() -> studio.ml.getTrainingDataset(r -> r.trainingDatasetArn(arn)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_dataset_maps_user_item_and_timestamp() {
    assertThatThrownBy(
            () ->
                studio.ml.createTrainingDataset(
                    datasetOf("a")
                        .trainingData(interactions(ColumnType.USER_ID, ColumnType.ITEM_ID))
                        .build()))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("USER_ID, ITEM_ID and TIMESTAMP");
    assertThatThrownBy(
            () ->
                studio.ml.createTrainingDataset(
                    datasetOf("a").roleArn("arn:aws:iam::999999999999:role/Theirs").build()))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void datasets_are_listed_ten_to_a_page_newest_first() {
    for (int i = 1; i <= 11; i++) {
      studio.ml.createTrainingDataset(datasetOf("d" + i).build());
    }

    var page = studio.ml.listTrainingDatasets(r -> {});

    assertThat(page.trainingDatasets())
        .hasSize(10)
        .extracting(TrainingDatasetSummary::name)
        .startsWith("d11", "d10");
    assertThat(studio.ml.listTrainingDatasetsPaginator(r -> {}).trainingDatasets()).hasSize(11);
  }

  @Test
  void a_model_trains_for_hours_and_a_deleted_one_is_gone() {
    String dataset = studio.dataset();
    String arn = studio.pendingModel(dataset);

    assertThat(get(arn).status()).isEqualTo(AudienceModelStatus.CREATE_PENDING);
    assertThat(get(arn).trainingDatasetArn()).isEqualTo(dataset);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThat(get(arn).status()).isEqualTo(AudienceModelStatus.CREATE_IN_PROGRESS);
    assertThatThrownBy(() -> delete(arn)).isInstanceOf(ConflictException.class);
    studio.sim.clock().advance(Duration.ofDays(1));
    assertThat(get(arn).status()).isEqualTo(AudienceModelStatus.ACTIVE);
    assertThatThrownBy(() -> studio.ml.deleteTrainingDataset(r -> r.trainingDatasetArn(dataset)))
        .isInstanceOf(ConflictException.class);

    delete(arn);
    assertThat(get(arn).status()).isEqualTo(AudienceModelStatus.DELETE_PENDING);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThatThrownBy(() -> get(arn)).isInstanceOf(ResourceNotFoundException.class);
    assertThat(studio.ml.listAudienceModels(r -> {}).audienceModels()).isEmpty();
    studio.ml.deleteTrainingDataset(r -> r.trainingDatasetArn(dataset));
  }

  @Test
  void a_failed_model_says_why() {
    studio.sim.script().resource("audience-model").failAt("CREATE_IN_PROGRESS", "too few rows");

    GetAudienceModelResponse failed = get(studio.model());

    assertThat(failed.status()).isEqualTo(AudienceModelStatus.CREATE_FAILED);
    assertThat(failed.statusDetails().message()).isEqualTo("too few rows");
  }

  @Test
  void a_model_needs_a_dataset_and_a_span_of_time() {
    String dataset = studio.dataset();
    Instant now = studio.sim.clock().now();

    assertThatThrownBy(() -> studio.pendingModel(dataset + "x"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                studio.ml.createAudienceModel(
                    r ->
                        r.name("m")
                            .trainingDatasetArn(dataset)
                            .trainingDataStartTime(now)
                            .trainingDataEndTime(now)))
        .isInstanceOf(ValidationException.class);
    String arn =
        studio
            .ml
            .createAudienceModel(
                r ->
                    r.name("m")
                        .trainingDatasetArn(dataset)
                        .trainingDataStartTime(now.minusSeconds(60))
                        .trainingDataEndTime(now))
            .audienceModelArn();
    assertThat(get(arn).trainingDataStartTime()).isEqualTo(now.minusSeconds(60));
    assertThat(get(arn).trainingDataEndTime()).isEqualTo(now);
  }

  @Test
  void the_third_model_at_once_is_over_the_quota() {
    String dataset = studio.dataset();
    studio.pendingModel(dataset);
    studio.pendingModel(dataset);

    assertThatThrownBy(() -> studio.pendingModel(dataset))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> {
              assertThat(e.quotaName())
                  .isEqualTo("Pending or in-progress audience models per customer");
              assertThat(e.quotaValue()).isEqualTo(2.0);
            });
  }

  @Test
  void a_configured_model_shows_what_it_was_given_and_the_defaults() {
    CreateConfiguredAudienceModelRequest given =
        configuredOf(studio.model())
            .description("for partners")
            .audienceSizeConfig(
                c -> c.audienceSizeType(AudienceSizeType.PERCENTAGE).audienceSizeBins(1, 5))
            .tags(Map.of("team", "growth"))
            .build();

    String arn = studio.ml.createConfiguredAudienceModel(given).configuredAudienceModelArn();

    GetConfiguredAudienceModelResponse shown = configured(arn);
    assertThat(shown.statusAsString()).isEqualTo("ACTIVE");
    assertThat(shown.description()).isEqualTo(given.description());
    assertThat(shown.audienceModelArn()).isEqualTo(given.audienceModelArn());
    assertThat(shown.outputConfig()).isEqualTo(given.outputConfig());
    assertThat(shown.sharedAudienceMetrics()).isEqualTo(given.sharedAudienceMetrics());
    assertThat(shown.audienceSizeConfig()).isEqualTo(given.audienceSizeConfig());
    assertThat(shown.tags()).isEqualTo(given.tags());
    assertThat(shown.minMatchingSeedSize()).isEqualTo(500);
    assertThat(shown.childResourceTagOnCreatePolicy()).isEqualTo(TagOnCreatePolicy.NONE);
  }

  @Test
  void an_update_changes_only_what_is_given() {
    String arn = studio.configured(r -> r.description("before"));
    GetConfiguredAudienceModelResponse before = configured(arn);
    studio.sim.clock().advance(Duration.ofMinutes(1));

    studio.ml.updateConfiguredAudienceModel(
        r -> r.configuredAudienceModelArn(arn).minMatchingSeedSize(1000));

    GetConfiguredAudienceModelResponse after = configured(arn);
    assertThat(after.minMatchingSeedSize()).isEqualTo(1000);
    assertThat(after.description()).isEqualTo("before");
    assertThat(after.outputConfig()).isEqualTo(before.outputConfig());
    assertThat(after.createTime()).isEqualTo(before.createTime());
    assertThat(after.updateTime()).isEqualTo(before.updateTime().plusSeconds(60));
    assertThatThrownBy(
            () ->
                studio.ml.updateConfiguredAudienceModel(
                    r ->
                        r.configuredAudienceModelArn(arn)
                            .audienceModelArn(before.audienceModelArn() + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_configured_model_needs_an_active_model_and_sensible_bins() {
    String pending = studio.pendingModel(studio.dataset());

    assertThatThrownBy(() -> studio.ml.createConfiguredAudienceModel(configuredOf(pending).build()))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(
            () ->
                studio.ml.createConfiguredAudienceModel(
                    configuredOf(pending)
                        .audienceSizeConfig(
                            c ->
                                c.audienceSizeType(AudienceSizeType.PERCENTAGE)
                                    .audienceSizeBins(101))
                        .build()))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(
            () ->
                studio.ml.createConfiguredAudienceModel(
                    configuredOf(pending)
                        .sharedAudienceMetrics(
                            SharedAudienceMetrics.ALL, SharedAudienceMetrics.NONE)
                        .build()))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void a_model_that_is_configured_is_not_deleted() {
    String arn = studio.configured(r -> {});
    String model = configured(arn).audienceModelArn();

    assertThatThrownBy(() -> delete(model)).isInstanceOf(ConflictException.class);
    studio.ml.deleteConfiguredAudienceModel(r -> r.configuredAudienceModelArn(arn));
    assertThatThrownBy(() -> configured(arn)).isInstanceOf(ResourceNotFoundException.class);
    delete(model);
  }

  @Test
  void a_policy_is_put_compared_by_its_hash_and_deleted() {
    String arn = studio.configured(r -> {});

    assertThatThrownBy(() -> policy(arn)).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> put(arn, PolicyExistenceCondition.POLICY_MUST_EXIST, "{}"))
        .isInstanceOf(ValidationException.class);
    PutConfiguredAudienceModelPolicyResponse put =
        put(arn, PolicyExistenceCondition.POLICY_MUST_NOT_EXIST, "{\"Version\": \"1\"}");
    assertThat(put.policyHash()).matches("[0-9a-f]{64}");
    assertThat(policy(arn)).isEqualTo("{\"Version\": \"1\"}" + put.policyHash());
    assertThatThrownBy(() -> put(arn, PolicyExistenceCondition.POLICY_MUST_NOT_EXIST, "{}"))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(
            () ->
                studio.ml.putConfiguredAudienceModelPolicy(
                    r ->
                        r.configuredAudienceModelArn(arn)
                            .configuredAudienceModelPolicy("{}")
                            .previousPolicyHash("0".repeat(64))))
        .isInstanceOf(ValidationException.class);
    studio.ml.putConfiguredAudienceModelPolicy(
        r ->
            r.configuredAudienceModelArn(arn)
                .configuredAudienceModelPolicy("{}")
                .previousPolicyHash(put.policyHash()));
    studio.ml.deleteConfiguredAudienceModelPolicy(r -> r.configuredAudienceModelArn(arn));
    assertThatThrownBy(() -> policy(arn)).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                studio.ml.deleteConfiguredAudienceModelPolicy(
                    r -> r.configuredAudienceModelArn(arn)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private GetAudienceModelResponse get(String arn) {
    return studio.ml.getAudienceModel(r -> r.audienceModelArn(arn));
  }

  private void delete(String arn) {
    studio.ml.deleteAudienceModel(r -> r.audienceModelArn(arn));
  }

  private GetConfiguredAudienceModelResponse configured(String arn) {
    return studio.ml.getConfiguredAudienceModel(r -> r.configuredAudienceModelArn(arn));
  }

  private PutConfiguredAudienceModelPolicyResponse put(
      String arn, PolicyExistenceCondition condition, String policy) {
    return studio.ml.putConfiguredAudienceModelPolicy(
        r ->
            r.configuredAudienceModelArn(arn)
                .policyExistenceCondition(condition)
                .configuredAudienceModelPolicy(policy));
  }

  private String policy(String arn) {
    var shown = studio.ml.getConfiguredAudienceModelPolicy(r -> r.configuredAudienceModelArn(arn));
    assertThat(shown.configuredAudienceModelArn()).isEqualTo(arn);
    return shown.configuredAudienceModelPolicy() + shown.policyHash();
  }
}
