package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static dev.mlsim.sdk.lookoutvision.Factory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.CreateModelRequest;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.lookoutvision.model.StartModelRequest;
import software.amazon.awssdk.services.lookoutvision.model.TargetDevice;

class ClientTokenTest {
  private static final CreateModelRequest TRAIN =
      CreateModelRequest.builder()
          .projectName(CIRCUITS)
          .outputConfig(o -> o.s3Location(s -> s.bucket("models")))
          .clientToken("nightly-7")
          .build();
  private static final StartModelRequest START =
      StartModelRequest.builder()
          .projectName(CIRCUITS)
          .modelVersion("1")
          .minInferenceUnits(1)
          .clientToken("start-7")
          .build();

  private final Factory factory = new Factory().project(CIRCUITS).dataset(CIRCUITS, "train");

  @Test
  void the_same_call_again_gets_the_same_answer_and_trains_no_second_model() {
    var first = factory.lookout.createModel(TRAIN).modelMetadata();
    factory.advance(Duration.ofHours(7));

    var second = factory.lookout.createModel(TRAIN).modelMetadata();

    assertThat(second).isEqualTo(first);
    assertThat(second.status()).isEqualTo(ModelStatus.TRAINING);
    assertThat(models()).isEqualTo(1);
    assertThat(factory.sim.journal().text())
        .contains(
            "CreateModel is, by its client token, the call that was answered at"
                + " 2026-01-01T00:01:00Z; it gets the same answer and has no effect");
  }

  @Test
  void a_token_belongs_to_the_call_and_not_to_the_resource() {
    factory.lookout.createModel(TRAIN);

    assertThat(factory.sim.resources().get("lookoutvision:model", "circuits/1").attributes())
        .noneMatch(value -> value.asText().equals("nightly-7"));
  }

  @Test
  void a_token_is_active_for_eight_hours() {
    factory.lookout.createModel(TRAIN);
    factory.advance(Duration.ofHours(8).minusMillis(1));
    factory.lookout.createModel(TRAIN);
    assertThat(models()).isEqualTo(1);

    factory.advance(Duration.ofMillis(1));
    factory.lookout.createModel(TRAIN);

    assertThat(models()).isEqualTo(2);
  }

  @Test
  void a_repeated_call_does_not_make_a_token_live_longer() {
    factory.lookout.createModel(TRAIN);
    factory.advance(Duration.ofHours(5));
    factory.lookout.createModel(TRAIN);
    factory.advance(Duration.ofHours(5));
    factory.lookout.createModel(TRAIN);

    assertThat(models()).isEqualTo(2);
  }

  @Test
  void a_token_with_other_parameters_is_a_conflict() {
    factory.lookout.createModel(TRAIN);

    assertThatThrownBy(
            () -> factory.lookout.createModel(TRAIN.toBuilder().description("other").build()))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo(CIRCUITS);
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "The client token nightly-7 was used for CreateModel with other"
                          + " parameters.");
            });
    assertThat(models()).isEqualTo(1);
  }

  @Test
  void another_token_is_a_new_call_and_so_is_none() {
    factory.sim.quotas().lift("Concurrent model trainings");
    factory.lookout.createModel(TRAIN);
    factory.lookout.createModel(TRAIN.toBuilder().clientToken("nightly-8").build());
    factory.lookout.createModel(TRAIN.toBuilder().clientToken(null).build());
    factory.lookout.createModel(TRAIN.toBuilder().clientToken(null).build());

    assertThat(models()).isEqualTo(4);
  }

  @Test
  void a_token_belongs_to_one_operation() {
    factory.lookout.createModel(TRAIN.toBuilder().clientToken("same").build());
    factory.advance(Duration.ofHours(1));

    factory.lookout.startModel(START.toBuilder().clientToken("same").build());

    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.STARTING_HOSTING);
  }

  @Test
  void a_call_that_was_refused_is_not_remembered() {
    factory.sim.quotas().exhaust("Concurrent model trainings");
    assertThatThrownBy(() -> factory.lookout.createModel(TRAIN))
        .isInstanceOf(ServiceQuotaExceededException.class);

    factory.sim.quotas().lift("Concurrent model trainings");
    factory.lookout.createModel(TRAIN);

    assertThat(models()).isEqualTo(1);
  }

  @Test
  void a_start_that_is_made_again_is_no_conflict() {
    factory.training(CIRCUITS).advance(Duration.ofHours(1));
    factory.lookout.startModel(START);
    factory.advance(Duration.ofMinutes(10));

    assertThat(factory.lookout.startModel(START).statusAsString()).isEqualTo("STARTING_HOSTING");

    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.HOSTED);
    assertThatThrownBy(
            () -> factory.lookout.startModel(START.toBuilder().minInferenceUnits(2).build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("with other parameters");
    assertThatThrownBy(
            () -> factory.lookout.startModel(START.toBuilder().clientToken("new").build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("it is HOSTED");
  }

  @Test
  void every_operation_that_has_a_token_can_be_made_again() {
    var lookout = factory.lookout;
    for (int i = 0; i < 2; i++) {
      lookout.createProject(r -> r.projectName("p").clientToken("1"));
    }
    for (int i = 0; i < 2; i++) {
      lookout.createDataset(r -> r.projectName("p").datasetType("train").clientToken("1"));
    }
    for (int i = 0; i < 2; i++) {
      SdkBytes changes = SdkBytes.fromUtf8String(line("1.jpg", "normal"));
      lookout.updateDatasetEntries(
          r -> r.projectName("p").datasetType("train").changes(changes).clientToken("1"));
    }
    factory.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 2; i++) {
      lookout.deleteDataset(r -> r.projectName("p").datasetType("train").clientToken("1"));
      factory.advance(Duration.ofMinutes(1));
    }
    for (int i = 0; i < 2; i++) {
      lookout.deleteProject(r -> r.projectName("p").clientToken("1"));
    }
    lookout.createModel(TRAIN);
    factory.advance(Duration.ofHours(1));
    for (int i = 0; i < 2; i++) {
      lookout.startModelPackagingJob(
          r ->
              r.projectName(CIRCUITS)
                  .modelVersion("1")
                  .clientToken("1")
                  .configuration(
                      c ->
                          c.greengrass(
                              g ->
                                  g.componentName("c")
                                      .s3OutputLocation(s -> s.bucket("components"))
                                      .targetDevice(TargetDevice.JETSON_XAVIER))));
    }
    lookout.startModel(START);
    factory.advance(Duration.ofMinutes(10));
    for (int i = 0; i < 2; i++) {
      lookout.stopModel(r -> r.projectName(CIRCUITS).modelVersion("1").clientToken("1"));
      factory.advance(Duration.ofMinutes(10));
    }
    for (int i = 0; i < 2; i++) {
      lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("1").clientToken("1"));
      factory.advance(Duration.ofMinutes(1));
    }

    assertThat(lookout.listModelPackagingJobs(r -> r.projectName(CIRCUITS)).modelPackagingJobs())
        .hasSize(1);
    assertThat(models()).isZero();
  }

  @Test
  void tokens_are_forgotten_with_everything_else() {
    factory.lookout.createModel(TRAIN);

    factory.sim.reset();
    factory.project(CIRCUITS).dataset(CIRCUITS, "train");
    factory.lookout.createModel(TRAIN);

    assertThat(models()).isEqualTo(1);
  }

  private int models() {
    return factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models().size();
  }
}
