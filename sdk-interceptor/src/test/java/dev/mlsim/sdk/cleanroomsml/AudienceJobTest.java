package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.AudienceStudio.ROLE;
import static dev.mlsim.sdk.cleanroomsml.AudienceStudio.generationOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceExportJobStatus;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceExportJobSummary;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceGenerationJobStatus;
import software.amazon.awssdk.services.cleanroomsml.model.AudienceSizeType;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.GetAudienceGenerationJobResponse;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.SharedAudienceMetrics;
import software.amazon.awssdk.services.cleanroomsml.model.StartAudienceGenerationJobRequest;
import software.amazon.awssdk.services.cleanroomsml.model.TagOnCreatePolicy;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class AudienceJobTest {
  private final AudienceStudio studio = new AudienceStudio();

  @Test
  void a_generation_job_shows_what_it_was_given_and_metrics_at_its_end() {
    String configured =
        studio.configured(
            r ->
                r.audienceSizeConfig(
                    c -> c.audienceSizeType(AudienceSizeType.ABSOLUTE).audienceSizeBins(1000)));
    StartAudienceGenerationJobRequest given =
        generationOf(configured)
            .description("for the campaign")
            .collaborationId(CleanRooms.DEFAULT_COLLABORATION)
            .tags(Map.of("team", "growth"))
            .build();

    String arn = studio.ml.startAudienceGenerationJob(given).audienceGenerationJobArn();

    GetAudienceGenerationJobResponse pending = get(arn);
    assertThat(pending.status()).isEqualTo(AudienceGenerationJobStatus.CREATE_PENDING);
    assertThat(pending.description()).isEqualTo(given.description());
    assertThat(pending.collaborationId()).isEqualTo(given.collaborationId());
    assertThat(pending.seedAudience()).isEqualTo(given.seedAudience());
    assertThat(pending.includeSeedInOutput()).isFalse();
    assertThat(pending.startedBy()).isEqualTo(Studio.ACCOUNT);
    assertThat(pending.tags()).isEqualTo(given.tags());
    assertThat(pending.metrics()).isNull();
    studio.sim.clock().advance(Duration.ofHours(3));
    GetAudienceGenerationJobResponse done = get(arn);
    assertThat(done.status()).isEqualTo(AudienceGenerationJobStatus.ACTIVE);
    assertThat(done.protectedQueryIdentifier()).isNull();
    assertThat(done.metrics().recallMetric()).isBetween(0.0, 1.0);
    assertThat(done.metrics().relevanceMetrics())
        .singleElement()
        .satisfies(m -> assertThat(m.audienceSize().value()).isEqualTo(1000));
  }

  @Test
  void metrics_that_are_not_shared_are_not_shown() {
    String configured = studio.configured(r -> r.sharedAudienceMetrics(SharedAudienceMetrics.NONE));

    assertThat(get(studio.generation(configured)).metrics()).isNull();
  }

  @Test
  void a_seed_by_query_has_a_protected_query() {
    String configured = studio.configured(r -> {});
    String arn =
        studio
            .ml
            .startAudienceGenerationJob(
                generationOf(configured)
                    .seedAudience(
                        s -> s.roleArn(ROLE).sqlParameters(q -> q.queryString("SELECT 1")))
                    .build())
            .audienceGenerationJobArn();

    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(get(arn).protectedQueryIdentifier()).matches("[-0-9a-f]{36}");
    assertThatThrownBy(
            () ->
                studio.ml.startAudienceGenerationJob(
                    generationOf(configured).seedAudience(s -> s.roleArn(ROLE)).build()))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void the_seed_can_be_hidden_as_the_reference_says() {
    String arn = studio.pendingGeneration(studio.configured(r -> {}));

    studio.sim.setup(CleanRooms.class).hideSeedAudienceFromStarter();

    assertThat(get(arn).seedAudience()).isNull();
  }

  @Test
  void tags_come_from_the_parent_where_it_says_so() {
    String configured =
        studio.configured(
            r ->
                r.childResourceTagOnCreatePolicy(TagOnCreatePolicy.FROM_PARENT_RESOURCE)
                    .tags(Map.of("team", "growth", "stage", "prod")));

    String arn =
        studio
            .ml
            .startAudienceGenerationJob(
                generationOf(configured).tags(Map.of("stage", "test")).build())
            .audienceGenerationJobArn();

    assertThat(get(arn).tags())
        .containsOnly(Map.entry("team", "growth"), Map.entry("stage", "test"));
  }

  @Test
  void jobs_are_filtered_by_model_and_collaboration() {
    String one = studio.configured(r -> {});
    studio.generation(one);
    studio.ml.startAudienceGenerationJob(
        generationOf(one).collaborationId(CleanRooms.DEFAULT_COLLABORATION).build());

    assertThat(
            studio
                .ml
                .listAudienceGenerationJobs(r -> r.configuredAudienceModelArn(one))
                .audienceGenerationJobs())
        .hasSize(2);
    assertThat(
            studio
                .ml
                .listAudienceGenerationJobs(
                    r -> r.collaborationId(CleanRooms.DEFAULT_COLLABORATION))
                .audienceGenerationJobs())
        .hasSize(1);
    assertThat(
            studio
                .ml
                .listAudienceGenerationJobs(r -> r.configuredAudienceModelArn(one + "x"))
                .audienceGenerationJobs())
        .isEmpty();
  }

  @Test
  void the_eleventh_job_at_once_is_over_the_quota() {
    String configured = studio.configured(r -> {});
    for (int i = 0; i < 10; i++) {
      studio.pendingGeneration(configured);
    }

    assertThatThrownBy(() -> studio.pendingGeneration(configured))
        .isInstanceOf(ServiceQuotaExceededException.class);
  }

  @Test
  void a_job_in_progress_or_in_export_is_not_deleted_and_a_deleted_one_is_gone() {
    String configured = studio.configured(r -> {});
    String arn = studio.pendingGeneration(configured);

    assertThatThrownBy(() -> delete(arn)).isInstanceOf(ConflictException.class);
    studio.sim.clock().advance(Duration.ofHours(4));
    export(arn, 10);
    assertThatThrownBy(() -> delete(arn)).isInstanceOf(ConflictException.class);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThatThrownBy(
            () ->
                studio.ml.deleteConfiguredAudienceModel(
                    r -> r.configuredAudienceModelArn(configured)))
        .isInstanceOf(ConflictException.class);
    delete(arn);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThatThrownBy(() -> get(arn)).isInstanceOf(ResourceNotFoundException.class);
    studio.ml.deleteConfiguredAudienceModel(r -> r.configuredAudienceModelArn(configured));
  }

  @Test
  void an_export_shows_where_its_output_is_once_it_is_there() {
    String arn = studio.generation(studio.configured(r -> {}));

    export(arn, 10);

    AudienceExportJobSummary pending = exported(arn);
    assertThat(pending.status()).isEqualTo(AudienceExportJobStatus.CREATE_PENDING);
    assertThat(pending.outputLocation()).isNull();
    assertThat(pending.audienceSize().value()).isEqualTo(10);
    studio.sim.clock().advance(Duration.ofMinutes(10));
    AudienceExportJobSummary done = exported(arn);
    assertThat(done.status()).isEqualTo(AudienceExportJobStatus.ACTIVE);
    assertThat(done.outputLocation()).isEqualTo("s3://audiences/out/export");
    assertThat(studio.sim.objects().list(done.outputLocation())).hasSize(1);
    assertThat(
            studio
                .ml
                .listAudienceExportJobs(r -> r.audienceGenerationJobArn(arn + "x"))
                .audienceExportJobs())
        .isEmpty();
  }

  @Test
  void an_export_needs_an_active_job_and_a_configured_size() {
    String configured =
        studio.configured(
            r ->
                r.audienceSizeConfig(
                    c -> c.audienceSizeType(AudienceSizeType.PERCENTAGE).audienceSizeBins(10)));
    String arn = studio.pendingGeneration(configured);

    assertThatThrownBy(() -> export(arn, 10)).isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> export(arn + "x", 10)).isInstanceOf(ResourceNotFoundException.class);
    studio.sim.clock().advance(Duration.ofHours(4));
    assertThatThrownBy(() -> export(arn, 11))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("audienceSize");
    export(arn, 10);
  }

  @Test
  void exports_are_limited_per_customer_and_per_generation_job() {
    studio.sim.quotas().set("Active audience export jobs per generation job", 2);
    String arn = studio.generation(studio.configured(r -> {}));
    export(arn, 10);
    studio.sim.clock().advance(Duration.ofHours(1));
    export(arn, 10);

    assertThatThrownBy(() -> export(arn, 10))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> assertThat(e.quotaName()).endsWith("per generation job"));
    studio.sim.quotas().set("Pending or in-progress audience export jobs per customer", 1);
    assertThatThrownBy(() -> export(arn, 10))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> assertThat(e.quotaName()).endsWith("per customer"));
  }

  private GetAudienceGenerationJobResponse get(String arn) {
    return studio.ml.getAudienceGenerationJob(r -> r.audienceGenerationJobArn(arn));
  }

  private void delete(String arn) {
    studio.ml.deleteAudienceGenerationJob(r -> r.audienceGenerationJobArn(arn));
  }

  private void export(String arn, int size) {
    studio.ml.startAudienceExportJob(
        r ->
            r.name("export")
                .audienceGenerationJobArn(arn)
                .audienceSize(s -> s.type(AudienceSizeType.PERCENTAGE).value(size)));
  }

  private AudienceExportJobSummary exported(String arn) {
    return studio
        .ml
        .listAudienceExportJobs(r -> r.audienceGenerationJobArn(arn))
        .audienceExportJobs()
        .get(0);
  }
}
