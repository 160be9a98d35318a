package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.ACCOUNT;
import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static dev.mlsim.sdk.lookoutvision.Factory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlsim.services.lookoutvision.VisionModels;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.CreateModelResponse;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;
import software.amazon.awssdk.services.lookoutvision.model.ModelMetadata;
import software.amazon.awssdk.services.lookoutvision.model.ModelPerformance;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.lookoutvision.model.Tag;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class ModelTrainingTest {
  private final Factory factory = new Factory().project(CIRCUITS);

  @Test
  void a_model_is_described_as_it_was_created_and_has_no_results_while_it_is_trained() {
    factory.dataset(CIRCUITS, "train");

    CreateModelResponse created =
        factory.lookout.createModel(
            r ->
                r.projectName(CIRCUITS)
                    .description("first-try")
                    .kmsKeyId("alias/key")
                    .outputConfig(o -> o.s3Location(s -> s.bucket("models").prefix("out/")))
                    .tags(Tag.builder().key("team").value("line-4").build()));

    assertThat(created.sdkHttpResponse().statusCode()).isEqualTo(202);
    ModelMetadata metadata = created.modelMetadata();
    assertThat(metadata.modelVersion()).isEqualTo("1");
    assertThat(metadata.modelArn()).isEqualTo(ACCOUNT + "model/circuits/1");
    assertThat(metadata.status()).isEqualTo(ModelStatus.TRAINING);
    assertThat(metadata.statusMessage()).isEqualTo("The model is being trained.");
    ModelDescription model = factory.model(CIRCUITS, "1");
    assertThat(model.description()).isEqualTo("first-try");
    assertThat(model.kmsKeyId()).isEqualTo("alias/key");
    assertThat(model.outputConfig().s3Location().prefix()).isEqualTo("out/");
    assertThat(model.creationTimestamp()).isEqualTo(metadata.creationTimestamp());
    assertThat(model.performance()).isNull();
    assertThat(model.evaluationManifest()).isNull();
    assertThat(model.evaluationResult()).isNull();
    assertThat(model.evaluationEndTimestamp()).isNull();
    assertThat(model.minInferenceUnits()).isNull();
  }

  @Test
  void a_trained_model_has_its_results_and_they_are_in_the_bucket() {
    factory.dataset(CIRCUITS, "train").dataset(CIRCUITS, "test");
    Instant start = factory.sim.clock().now();
    factory.lookout.createModel(
        r ->
            r.projectName(CIRCUITS)
                .outputConfig(o -> o.s3Location(s -> s.bucket("models").prefix("out/"))));

    factory.advance(Duration.ofHours(1));

    ModelDescription model = factory.model(CIRCUITS, "1");
    assertThat(model.status()).isEqualTo(ModelStatus.TRAINED);
    assertThat(model.statusMessage()).isEqualTo("Training completed successfully.");
    assertThat(model.evaluationEndTimestamp()).isEqualTo(start.plus(Duration.ofMinutes(30)));
    ModelPerformance performance = model.performance();
    assertThat(performance.precision()).isBetween(0.5f, 1f);
    assertThat(performance.f1Score())
        .isCloseTo(
            2
                * performance.precision()
                * performance.recall()
                / (performance.precision() + performance.recall()),
            within(1e-6f));
    assertThat(model.evaluationManifest().key())
        .isEqualTo("out/EvaluationManifest-circuits-1.json");
    assertThat(model.evaluationResult().key()).isEqualTo("out/EvaluationResult-circuits-1.json");
    assertThat(factory.sim.objects().text("s3://models/out/EvaluationManifest-circuits-1.json"))
        .hasValueSatisfying(
            manifest ->
                assertThat(manifest.lines())
                    .hasSize(50)
                    .allMatch(row -> row.contains("anomaly-label-detected-metadata")));
    assertThat(factory.sim.objects().text("s3://models/out/EvaluationResult-circuits-1.json"))
        .hasValueSatisfying(
            result -> assertThat(result).contains("\"NumberOfTestingImages\":50", "\"F1Score\""));
  }

  @Test
  void a_test_can_say_how_good_the_model_becomes() {
    factory.sim.setup(VisionModels.class).performance(CIRCUITS, 0.75, 0.25);

    factory.dataset(CIRCUITS, "train").training(CIRCUITS).advance(Duration.ofHours(1));

    ModelPerformance performance = factory.model(CIRCUITS, "1").performance();
    assertThat(performance.precision()).isEqualTo(0.75f);
    assertThat(performance.recall()).isEqualTo(0.25f);
    assertThat(performance.f1Score()).isEqualTo(0.375f);
  }

  @Test
  void a_script_fails_a_training_with_its_reason() {
    factory
        .sim
        .script()
        .resource("lookoutvision:model")
        .named("circuits/1")
        .failAt("TRAINING", "The training took too long.");

    factory.dataset(CIRCUITS, "train").training(CIRCUITS).advance(Duration.ofHours(1));

    ModelDescription model = factory.model(CIRCUITS, "1");
    assertThat(model.status()).isEqualTo(ModelStatus.TRAINING_FAILED);
    assertThat(model.statusMessage()).isEqualTo("The training took too long.");
    assertThat(model.performance()).isNull();
    assertThatThrownBy(() -> factory.start(CIRCUITS, "1", 1)).isInstanceOf(ConflictException.class);
  }

  @Test
  void a_training_ends_after_two_days_at_the_latest() {
    factory.sim.script().resource("lookoutvision:model").stuckAt("TRAINING");

    factory.dataset(CIRCUITS, "train").training(CIRCUITS).advance(Duration.ofHours(47));
    ModelStatus before = factory.status(CIRCUITS, "1");
    factory.advance(Duration.ofHours(1));

    assertThat(before).isEqualTo(ModelStatus.TRAINING);
    assertThat(factory.model(CIRCUITS, "1").status()).isEqualTo(ModelStatus.TRAINING_FAILED);
  }

  @Test
  void images_of_different_sizes_fail_the_training() {
    factory.dataset(CIRCUITS, "train");
    factory.sim.objects().put("s3://images/train/normal-1.jpg", Images.png(64, 64));
    factory.sim.objects().put("s3://images/train/normal-2.jpg", Images.png(64, 80));

    factory.training(CIRCUITS).advance(Duration.ofHours(1));

    assertThat(factory.model(CIRCUITS, "1").statusMessage())
        .isEqualTo("Images in the dataset must have the same dimensions.");
  }

  @Test
  void a_project_without_a_training_dataset_trains_no_model() {
    factory.dataset(CIRCUITS, "test");

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("circuits/train");
              assertThat(e.resourceTypeAsString()).isEqualTo("DATASET");
            });
  }

  @Test
  void a_dataset_in_progress_trains_no_model() {
    factory.emptyDataset(CIRCUITS, "train").update(CIRCUITS, "train", line("1.jpg", "normal"));

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> assertThat(e.resourceTypeAsString()).isEqualTo("DATASET"));
  }

  @Test
  void too_few_labelled_images_train_no_model() {
    factory.emptyDataset(CIRCUITS, "train");
    images("train", 20, 9);

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "The training dataset needs at least 20 normal and 10 anomalous labeled images;"
                + " it has 20 and 9.");

    images("train", 20, 10);
    factory.training(CIRCUITS);
  }

  @Test
  void two_datasets_need_fewer_images_for_training_and_some_for_testing() {
    factory.emptyDataset(CIRCUITS, "train").emptyDataset(CIRCUITS, "test");
    images("train", 10, 0);
    images("test", 10, 9);

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("The test dataset needs");

    images("test", 10, 10);
    factory.training(CIRCUITS).advance(Duration.ofHours(1));
    assertThat(factory.status(CIRCUITS, "1")).isEqualTo(ModelStatus.TRAINED);
  }

  @Test
  void a_third_training_at_the_same_time_is_over_the_quota() {
    factory.dataset(CIRCUITS, "train").training(CIRCUITS).training(CIRCUITS);

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(402);
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("You have reached the limit (2) for concurrent model trainings.");
            });

    factory.advance(Duration.ofHours(1)).training(CIRCUITS);
  }

  @Test
  void versions_count_up_and_are_not_used_again() {
    factory.dataset(CIRCUITS, "train").training(CIRCUITS).training(CIRCUITS);
    factory.advance(Duration.ofHours(1));
    factory.lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("2"));
    factory.advance(Duration.ofMinutes(1));

    factory.training(CIRCUITS);

    assertThat(factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models())
        .extracting(ModelMetadata::modelVersion)
        .containsExactly("3", "1");
    assertThat(factory.model(CIRCUITS, "latest").modelVersion()).isEqualTo("3");
  }

  @Test
  void list_and_describe_say_the_same() {
    Factory trained = Factory.trained();

    ModelMetadata listed = trained.lookout.listModels(r -> r.projectName(CIRCUITS)).models().get(0);

    ModelDescription described = trained.model(CIRCUITS, "1");
    assertThat(listed.status()).isEqualTo(described.status());
    assertThat(listed.statusMessage()).isEqualTo(described.statusMessage());
    assertThat(listed.performance()).isEqualTo(described.performance());
    assertThat(listed.modelArn()).isEqualTo(described.modelArn());
    assertThat(listed.creationTimestamp()).isEqualTo(described.creationTimestamp());
  }

  @Test
  void models_of_other_projects_are_not_listed() {
    factory.project("boards").dataset("boards", "train").training("boards");

    assertThat(factory.lookout.listModels(r -> r.projectName(CIRCUITS)).models()).isEmpty();
    assertThatThrownBy(() -> factory.model(CIRCUITS, "latest"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.resourceId()).isEqualTo("circuits/latest");
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
            });
  }

  @Test
  void a_description_has_no_blanks_and_an_output_needs_its_bucket() {
    factory.dataset(CIRCUITS, "train");

    assertThatThrownBy(
            () ->
                factory.lookout.createModel(
                    r ->
                        r.projectName(CIRCUITS)
                            .description("first try")
                            .outputConfig(o -> o.s3Location(s -> s.prefix("/x")))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("3 validation errors detected: ")
        .hasMessageContaining("'description' failed to satisfy constraint")
        .hasMessageContaining("Value null at 'outputConfig.s3Location.bucket'")
        .hasMessageContaining("'outputConfig.s3Location.prefix' failed to satisfy constraint");
  }

  private void images(String dataset, int normal, int anomalies) {
    String[] lines =
        IntStream.range(0, normal + anomalies)
            .mapToObj(i -> line(i + ".jpg", i < normal ? "normal" : "anomaly"))
            .toArray(String[]::new);
    factory.update(CIRCUITS, dataset, lines);
    factory.advance(Duration.ofMinutes(1));
  }
}
