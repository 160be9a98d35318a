package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.ACCOUNT;
import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.DeleteModelResponse;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;
import software.amazon.awssdk.services.lookoutvision.model.ModelHostingStatus;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.lookoutvision.model.StartModelResponse;
import software.amazon.awssdk.services.lookoutvision.model.StopModelResponse;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class ModelHostingTest {
  private final Factory factory = Factory.trained();

  @Test
  void a_model_starts_is_hosted_stops_and_is_trained_again() {
    StartModelResponse started =
        factory.lookout.startModel(
            r ->
                r.projectName(CIRCUITS)
                    .modelVersion("1")
                    .minInferenceUnits(2)
                    .maxInferenceUnits(4));

    assertThat(started.sdkHttpResponse().statusCode()).isEqualTo(202);
    assertThat(started.status()).isEqualTo(ModelHostingStatus.STARTING_HOSTING);
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.STARTING_HOSTING);
    factory.advance(Duration.ofMinutes(10));
    ModelDescription hosted = factory.model(CIRCUITS, "1");
    assertThat(hosted.status()).isEqualTo(ModelStatus.HOSTED);
    assertThat(hosted.statusMessage()).isEqualTo("The model is running");
    assertThat(hosted.minInferenceUnits()).isEqualTo(2);
    assertThat(hosted.maxInferenceUnits()).isEqualTo(4);

    StopModelResponse stopped =
        factory.lookout.stopModel(r -> r.projectName(CIRCUITS).modelVersion("1"));

    assertThat(stopped.sdkHttpResponse().statusCode()).isEqualTo(202);
    assertThat(stopped.status()).isEqualTo(ModelHostingStatus.STOPPING_HOSTING);
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.STOPPING_HOSTING);
    factory.advance(Duration.ofMinutes(5));
    ModelDescription trained = factory.model(CIRCUITS, "1");
    assertThat(trained.status()).isEqualTo(ModelStatus.TRAINED);
    assertThat(trained.minInferenceUnits()).isNull();
    assertThat(trained.performance()).isEqualTo(hosted.performance());
    assertThat(trained.evaluationEndTimestamp()).isEqualTo(hosted.evaluationEndTimestamp());
  }

  @Test
  void a_new_start_knows_nothing_of_the_units_of_the_last_one() {
    factory.lookout.startModel(
        r -> r.projectName(CIRCUITS).modelVersion("1").minInferenceUnits(2).maxInferenceUnits(4));
    factory.advance(Duration.ofMinutes(10));
    factory.lookout.stopModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
    factory.advance(Duration.ofMinutes(10)).start(CIRCUITS, "1", 1);

    assertThat(factory.model(CIRCUITS, "1").minInferenceUnits()).isEqualTo(1);
    assertThat(factory.model(CIRCUITS, "1").maxInferenceUnits()).isNull();
  }

  @Test
  void latest_starts_and_stops_the_latest_version_under_its_own_number() {
    factory.training(CIRCUITS).advance(Duration.ofHours(1)).start(CIRCUITS, "latest", 1);
    factory.advance(Duration.ofMinutes(10));

    assertThat(factory.model(CIRCUITS, "latest").modelVersion()).isEqualTo("2");
    assertThat(factory.status(CIRCUITS, "2")).isEqualTo(ModelStatus.HOSTED);
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.TRAINED);
    factory.lookout.stopModel(r -> r.projectName(CIRCUITS).modelVersion("latest"));
    assertThat(factory.status(CIRCUITS, "2")).isEqualTo(ModelStatus.STOPPING_HOSTING);
  }

  @Test
  void a_model_that_is_not_trained_is_not_started() {
    factory.training(CIRCUITS);

    conflict(() -> factory.start(CIRCUITS, "2", 1), "circuits/2", "started: it is TRAINING");
  }

  @Test
  void a_model_that_is_hosted_is_neither_started_again_nor_deleted() {
    factory.start(CIRCUITS, "1", 1);
    conflict(
        () -> factory.start(CIRCUITS, "1", 1), "circuits/1", "started: it is STARTING_HOSTING");
    conflict(this::delete, "circuits/1", "deleted: it is STARTING_HOSTING");

    factory.advance(Duration.ofMinutes(10));

    conflict(() -> factory.start(CIRCUITS, "1", 1), "circuits/1", "started: it is HOSTED");
    conflict(this::delete, "circuits/1", "deleted: it is HOSTED");
  }

  @Test
  void a_model_that_is_not_hosted_is_not_stopped() {
    conflict(this::stop, "circuits/1", "stopped: it is TRAINED");

    factory.start(CIRCUITS, "1", 1);
    conflict(this::stop, "circuits/1", "stopped: it is STARTING_HOSTING");

    factory.advance(Duration.ofMinutes(10));
    stop();
    conflict(this::stop, "circuits/1", "stopped: it is STOPPING_HOSTING");
  }

  @Test
  void a_model_that_is_not_there_is_not_found() {
    assertThatThrownBy(() -> factory.start(CIRCUITS, "7", 1))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("circuits/7");
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
            });
    assertThatThrownBy(() -> factory.start("none", "1", 1))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> assertThat(e.resourceTypeAsString()).isEqualTo("PROJECT"));
  }

  @Test
  void inference_units_are_required_positive_and_in_order() {
    assertThatThrownBy(
            () -> factory.lookout.startModel(r -> r.projectName(CIRCUITS).modelVersion("1")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "1 validation error detected: Value null at 'minInferenceUnits' failed to satisfy"
                + " constraint: Member must not be null");
    assertThatThrownBy(() -> factory.start(CIRCUITS, "1", 0))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Member must have value greater than or equal to 1");
    assertThatThrownBy(
            () ->
                factory.lookout.startModel(
                    r ->
                        r.projectName(CIRCUITS)
                            .modelVersion("1")
                            .minInferenceUnits(3)
                            .maxInferenceUnits(2)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("MaxInferenceUnits must be greater than or equal to");
  }

  @Test
  void more_units_than_a_model_may_have_are_over_the_quota() {
    assertThatThrownBy(() -> factory.start(CIRCUITS, "1", 6))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(402);
              assertThat(e.resourceId()).isEqualTo("circuits/1");
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
              assertThat(e.serviceCode()).isEqualTo("lookoutvision");
              assertThat(e.quotaCode()).isNotEmpty();
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("You have reached the limit (5) for inference units per model.");
            });
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.TRAINED);
  }

  @Test
  void a_third_running_model_is_over_the_quota_until_one_has_stopped() {
    factory.training(CIRCUITS).training(CIRCUITS).advance(Duration.ofHours(1));
    factory.start(CIRCUITS, "1", 1).start(CIRCUITS, "2", 1).advance(Duration.ofMinutes(10));
    stop();

    assertThatThrownBy(() -> factory.start(CIRCUITS, "3", 1))
        .isInstanceOf(ServiceQuotaExceededException.class);

    factory.advance(Duration.ofMinutes(5)).start(CIRCUITS, "3", 1);
  }

  @Test
  void a_hosting_that_fails_says_why_and_can_be_started_again() {
    factory
        .sim
        .script()
        .resource("lookoutvision:model")
        .where(model -> model.history().size() < 4)
        .failAt("STARTING_HOSTING", "Not enough capacity.");
    factory.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10));

    ModelDescription failed = factory.model(CIRCUITS, "1");
    assertThat(failed.status()).isEqualTo(ModelStatus.HOSTING_FAILED);
    assertThat(failed.statusMessage()).isEqualTo("Not enough capacity.");
    assertThat(failed.minInferenceUnits()).isNull();
    factory.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10));
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.HOSTED);
  }

  @Test
  void the_service_maintains_a_hosted_model_when_a_script_says_so() {
    factory
        .sim
        .script()
        .resource("lookoutvision:model")
        .meets("maintain", "HOSTED", Duration.ofHours(2));
    factory.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10 + 120));

    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.SYSTEM_UPDATING);
    assertThat(factory.model(CIRCUITS, "1").minInferenceUnits()).isEqualTo(1);
    conflict(this::stop, "circuits/1", "stopped: it is SYSTEM_UPDATING");
    factory.advance(Duration.ofMinutes(10));
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.HOSTED);
  }

  @Test
  void a_script_that_asks_for_a_trigger_that_is_not_there_is_told_what_is() {
    assertThatThrownBy(
            () ->
                factory
                    .sim
                    .script()
                    .resource("lookoutvision:model")
                    .meets("maintain", "TRAINED", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: a lookoutvision:model cannot meet [maintain] at [TRAINED]; what is possible"
                + " there is [start, delete]");
  }

  @Test
  void a_deleted_model_goes_in_a_while() {
    DeleteModelResponse deleted = delete();

    assertThat(deleted.sdkHttpResponse().statusCode()).isEqualTo(202);
    assertThat(deleted.modelArn()).isEqualTo(ACCOUNT + "model/circuits/1");
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.DELETING);
    factory.advance(Duration.ofSeconds(5));
    assertThatThrownBy(() -> factory.status(CIRCUITS, "1"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models()).isEmpty();
  }

  @Test
  void a_deletion_names_a_version_and_never_the_latest() {
    assertThatThrownBy(
            () -> factory.lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("latest")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'modelVersion' failed to satisfy constraint");
  }

  private StopModelResponse stop() {
    return factory.lookout.stopModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
  }

  private DeleteModelResponse delete() {
    return factory.lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
  }

  private static void conflict(ThrowingCallable call, String id, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(409);
              assertThat(e.resourceId()).isEqualTo(id);
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }
}
