package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.ACCOUNT;
import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.OTHER_ID;
import static dev.mlsim.sdk.cleanroomsml.Studio.jobOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelInferenceJobResponse;
import software.amazon.awssdk.services.cleanroomsml.model.InferenceInstanceType;
import software.amazon.awssdk.services.cleanroomsml.model.LogsStatus;
import software.amazon.awssdk.services.cleanroomsml.model.MetricsStatus;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.StartTrainedModelInferenceJobRequest;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelInferenceJobStatus;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelInferenceJobSummary;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class InferenceJobTest {
  private final Studio studio = new Studio();
  private final StartTrainedModelInferenceJobRequest.Builder ready = studio.readyForInference();

  @Test
  void a_job_runs_from_pending_to_active() {
    Instant started = studio.sim.clock().now();
    String arn = start(ready);

    GetTrainedModelInferenceJobResponse pending = get(arn);
    assertThat(pending.status()).isEqualTo(TrainedModelInferenceJobStatus.CREATE_PENDING);
    assertThat(pending.createTime()).isEqualTo(started);
    assertThat(pending.updateTime()).isEqualTo(started);
    assertThat(pending.inferenceContainerImageDigest()).isNull();
    assertThat(pending.logsStatus()).isNull();

    studio.sim.clock().advance(Duration.ofMinutes(2));
    GetTrainedModelInferenceJobResponse running = get(arn);
    assertThat(running.status()).isEqualTo(TrainedModelInferenceJobStatus.CREATE_IN_PROGRESS);
    assertThat(running.updateTime()).isEqualTo(started.plus(Duration.ofMinutes(2)));
    assertThat(running.inferenceContainerImageDigest()).startsWith("sha256:");
    assertThat(running.logsStatus()).isNull();

    studio.sim.clock().advance(Duration.ofMinutes(8));
    GetTrainedModelInferenceJobResponse done = get(arn);
    assertThat(done.status()).isEqualTo(TrainedModelInferenceJobStatus.ACTIVE);
    assertThat(done.createTime()).isEqualTo(started);
    assertThat(done.updateTime()).isEqualTo(started.plus(Duration.ofMinutes(10)));
    assertThat(done.statusDetails()).isNull();
    assertThat(done.logsStatus()).isEqualTo(LogsStatus.PUBLISH_SUCCEEDED);
    assertThat(done.metricsStatus()).isEqualTo(MetricsStatus.PUBLISH_SUCCEEDED);
    assertThat(studio.sim.resources().get("trained-model-inference-job", "scores").walked())
        .containsExactly("CREATE_PENDING", "CREATE_IN_PROGRESS", "ACTIVE");
  }

  @Test
  void every_member_that_was_given_is_shown() {
    StartTrainedModelInferenceJobRequest given =
        ready
            .description("nightly\nrun")
            .containerExecutionParameters(c -> c.maxPayloadInMB(6))
            .environment(Map.of("MODE", "fast"))
            .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/k")
            .resourceConfig(
                r -> r.instanceType(InferenceInstanceType.ML_G5_XLARGE).instanceCount(3))
            .outputConfiguration(o -> o.accept("text/csv").members(Studio.receiver(ACCOUNT)))
            .tags(Map.of("team", "growth"))
            .build();

    GetTrainedModelInferenceJobResponse job = get(start(given.toBuilder()));

    assertThat(job.name()).isEqualTo("scores");
    assertThat(job.description()).isEqualTo("nightly\nrun");
    assertThat(job.membershipIdentifier()).isEqualTo(MEMBERSHIP);
    assertThat(job.trainedModelArn()).isEqualTo(given.trainedModelArn());
    assertThat(job.resourceConfig()).isEqualTo(given.resourceConfig());
    assertThat(job.outputConfiguration()).isEqualTo(given.outputConfiguration());
    assertThat(job.dataSource()).isEqualTo(given.dataSource());
    assertThat(job.containerExecutionParameters()).isEqualTo(given.containerExecutionParameters());
    assertThat(job.environment()).isEqualTo(given.environment());
    assertThat(job.kmsKeyArn()).isEqualTo(given.kmsKeyArn());
    assertThat(job.tags()).isEqualTo(given.tags());
  }

  @Test
  void defaults_are_filled_in() {
    GetTrainedModelInferenceJobResponse job = get(start(ready));

    assertThat(job.resourceConfig().instanceCount()).isEqualTo(1);
    assertThat(job.outputConfiguration().accept()).isEqualTo("application/json");
    assertThat(job.configuredModelAlgorithmAssociationArn())
        .contains("/configured-model-algorithm-association/");
    assertThat(job.trainedModelVersionIdentifier()).isNull();
  }

  @Test
  void its_arn_is_under_the_membership() {
    assertThat(start(ready))
        .matches(
            "arn:aws:cleanrooms-ml:us-east-1:123456789012:membership/"
                + MEMBERSHIP
                + "/trained-model-inference-job/[-0-9a-f]{36}");
  }

  @Test
  void nothing_is_idempotent_a_second_start_makes_a_second_job() {
    assertThat(start(ready)).isNotEqualTo(start(ready));

    assertThat(list()).hasSize(2);
  }

  @Test
  void describe_and_list_agree_and_the_summary_has_the_collaboration() {
    GetTrainedModelInferenceJobResponse job = get(start(ready));

    TrainedModelInferenceJobSummary summary = list().get(0);

    assertThat(summary.trainedModelInferenceJobArn()).isEqualTo(job.trainedModelInferenceJobArn());
    assertThat(summary.name()).isEqualTo(job.name());
    assertThat(summary.status()).isEqualTo(job.status());
    assertThat(summary.createTime()).isEqualTo(job.createTime());
    assertThat(summary.updateTime()).isEqualTo(job.updateTime());
    assertThat(summary.outputConfiguration()).isEqualTo(job.outputConfiguration());
    assertThat(summary.configuredModelAlgorithmAssociationArn())
        .isEqualTo(job.configuredModelAlgorithmAssociationArn());
    assertThat(summary.collaborationIdentifier()).isEqualTo(CleanRooms.DEFAULT_COLLABORATION);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ALGORITHM_ERROR: loss is NaN | ALGORITHM_ERROR | loss is NaN",
        "AlgorithmError: exit code 1 | ALGORITHM_ERROR | AlgorithmError: exit code 1",
        "no capacity | INTERNAL_ERROR | no capacity"
      })
  void a_job_that_is_told_to_fail_says_why(String reason, String code, String message) {
    studio
        .sim
        .script()
        .resource("trained-model-inference-job")
        .named("scores")
        .failAt("CREATE_IN_PROGRESS", reason);
    String arn = start(ready);

    studio.sim.clock().advance(Duration.ofHours(1));

    GetTrainedModelInferenceJobResponse job = get(arn);
    assertThat(job.status()).isEqualTo(TrainedModelInferenceJobStatus.CREATE_FAILED);
    assertThat(job.statusDetails().statusCode()).isEqualTo(code);
    assertThat(job.statusDetails().message()).isEqualTo(message);
    assertThat(job.logsStatus()).isEqualTo(LogsStatus.PUBLISH_SUCCEEDED);
    assertThat(studio.sim.objects().list("s3://output/")).isEmpty();
  }

  @ParameterizedTest(name = "cancelled after {0} s")
  @CsvSource({"0", "300"})
  void cancel_goes_through_a_window_and_ends_inactive(long after) {
    String arn = start(ready);
    studio.sim.clock().advance(Duration.ofSeconds(after));

    cancel(arn);

    assertThat(get(arn).status()).isEqualTo(TrainedModelInferenceJobStatus.CANCEL_PENDING);
    studio.sim.clock().advance(Duration.ofSeconds(10));
    assertThat(get(arn).status()).isEqualTo(TrainedModelInferenceJobStatus.CANCEL_IN_PROGRESS);
    studio.sim.clock().advance(Duration.ofHours(1));
    assertThat(get(arn).status()).isEqualTo(TrainedModelInferenceJobStatus.INACTIVE);
    assertThat(studio.sim.objects().list("s3://output/")).isEmpty();
  }

  @Test
  void cancelling_can_fail() {
    studio
        .sim
        .script()
        .resource("trained-model-inference-job")
        .failAt("CANCEL_IN_PROGRESS", "stuck machine");
    String arn = start(ready);
    cancel(arn);

    studio.sim.clock().advance(Duration.ofHours(1));

    assertThat(get(arn).status()).isEqualTo(TrainedModelInferenceJobStatus.CANCEL_FAILED);
    assertThat(get(arn).statusDetails().message()).isEqualTo("stuck machine");
  }

  @Test
  void cancel_is_refused_after_the_end_and_while_cancelling() {
    String done = start(ready);
    studio.sim.clock().advance(Duration.ofHours(1));
    String cancelled = start(ready);
    cancel(cancelled);

    assertThatThrownBy(() -> cancel(done))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("its status is ACTIVE");
    assertThatThrownBy(() -> cancel(cancelled)).isInstanceOf(ConflictException.class);
  }

  @Test
  void the_output_is_where_the_guide_says_with_a_line_a_record() {
    String arn = start(ready);
    studio.sim.clock().advance(Duration.ofHours(1));

    List<String> files =
        studio
            .sim
            .objects()
            .list(
                "s3://output/ml/"
                    + CleanRooms.DEFAULT_COLLABORATION
                    + "/model/123456789012/scores/");
    var channel =
        studio.ml.getMLInputChannel(
            r ->
                r.membershipIdentifier(MEMBERSHIP)
                    .mlInputChannelArn(get(arn).dataSource().mlInputChannelArn()));
    long lines =
        files.stream()
            .mapToLong(f -> studio.sim.objects().text(f).orElse("").lines().count())
            .sum();
    assertThat((double) files.size()).isEqualTo(channel.numberOfFiles());
    assertThat(lines).isEqualTo(channel.numberOfRecords());
    assertThat(studio.sim.objects().text(files.get(0)).orElse("")).startsWith("{\"prediction\": ");
  }

  @Test
  void the_sixth_job_at_once_is_over_the_memberships_quota() {
    for (int i = 0; i < 5; i++) {
      start(ready);
    }

    assertThatThrownBy(() -> start(ready))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(402);
              assertThat(e.quotaName())
                  .isEqualTo("Pending or in-progress custom model inference jobs per membership");
              assertThat(e.quotaValue()).isEqualTo(5.0);
            });
    studio.sim.clock().advance(Duration.ofHours(1));
    start(ready);
  }

  @Test
  void the_accounts_quota_counts_over_all_memberships() {
    studio.sim.quotas().set("Pending or in-progress custom model inference jobs per account", 1);
    start(ready);

    assertThatThrownBy(() -> start(ready))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> assertThat(e.quotaName()).endsWith("per account"));
  }

  @Test
  void what_it_stands_on_must_exist() {
    String model = ready.build().trainedModelArn();
    String nowhere = model.replaceFirst("[^/]+$", "nothing");
    String noChannel = ready.build().dataSource().mlInputChannelArn().replaceFirst("[^/]+$", "no");

    assertThatThrownBy(() -> start(ready.build().toBuilder().trainedModelArn(nowhere)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(nowhere);
    assertThatThrownBy(
            () -> start(ready.build().toBuilder().trainedModelVersionIdentifier(OTHER_ID)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> start(jobOf(model, noChannel)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(list()).isEmpty();
  }

  @Test
  void a_model_or_channel_that_is_not_active_is_a_conflict() {
    String channel = ready.build().dataSource().mlInputChannelArn();
    String association = get(start(ready)).configuredModelAlgorithmAssociationArn();
    String training =
        studio
            .ml
            .createTrainedModel(Studio.modelOf(association, channel).build())
            .trainedModelArn();

    assertThatThrownBy(() -> start(jobOf(training, channel)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("CREATE_PENDING");

    studio.sim.clock().advance(Duration.ofDays(8));
    assertThatThrownBy(() -> start(ready))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("INACTIVE");
  }

  @Test
  void a_channel_of_another_association_is_invalid() {
    String channel = studio.channel(studio.association());

    assertThatThrownBy(() -> start(jobOf(ready.build().trainedModelArn(), channel)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("was not created for");
  }

  @Test
  void a_receiver_without_an_ml_configuration_is_invalid() {
    studio.ml.deleteMLConfiguration(r -> r.membershipIdentifier(MEMBERSHIP));

    assertThatThrownBy(() -> start(ready))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("has no ML configuration with a destination");
  }

  @Test
  void constraints_are_reported_together() {
    assertThatThrownBy(
            () ->
                start(
                    ready
                        .name(" ")
                        .resourceConfig(r -> r.instanceType("ml.none").instanceCount(11))))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith("3 validation errors detected: ")
                  .contains("at 'name'")
                  .contains("at 'resourceConfig.instanceType'")
                  .contains(
                      "at 'resourceConfig.instanceCount' failed to satisfy constraint: Member must"
                          + " have value less than or equal to 10");
            });
  }

  @Test
  void the_environments_keys_and_size_are_checked() {
    assertThatThrownBy(() -> start(ready.environment(Map.of("9", "x"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Map keys must satisfy constraint");
  }

  @Test
  void a_missing_job_and_one_of_another_membership_differ() {
    String arn = start(ready);

    assertThatThrownBy(() -> get(arn.replaceFirst("[^/]+$", "x")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                studio.ml.getTrainedModelInferenceJob(
                    r -> r.membershipIdentifier(OTHER_ID).trainedModelInferenceJobArn(arn)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("is not of membership");
  }

  @Test
  void a_call_through_an_undeclared_membership_is_denied_once_one_is_declared() {
    studio.withPartner();

    assertThatThrownBy(() -> start(ready.membershipIdentifier(OTHER_ID)))
        .isInstanceOfSatisfying(
            AccessDeniedException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    assertThatThrownBy(
            () -> studio.ml.listTrainedModelInferenceJobs(r -> r.membershipIdentifier(OTHER_ID)))
        .isInstanceOf(AccessDeniedException.class);
  }

  private String start(StartTrainedModelInferenceJobRequest.Builder job) {
    return studio.ml.startTrainedModelInferenceJob(job.build()).trainedModelInferenceJobArn();
  }

  private GetTrainedModelInferenceJobResponse get(String arn) {
    return studio.ml.getTrainedModelInferenceJob(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelInferenceJobArn(arn));
  }

  private void cancel(String arn) {
    studio.ml.cancelTrainedModelInferenceJob(
        r -> r.membershipIdentifier(MEMBERSHIP).trainedModelInferenceJobArn(arn));
  }

  private List<TrainedModelInferenceJobSummary> list() {
    return studio
        .ml
        .listTrainedModelInferenceJobs(r -> r.membershipIdentifier(MEMBERSHIP))
        .trainedModelInferenceJobs();
  }
}
