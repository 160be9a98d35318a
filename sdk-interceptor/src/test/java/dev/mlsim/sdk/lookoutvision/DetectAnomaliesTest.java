package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionAsyncClient;
import software.amazon.awssdk.services.lookoutvision.model.Anomaly;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.DetectAnomalyResult;
import software.amazon.awssdk.services.lookoutvision.model.LookoutVisionException;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class DetectAnomaliesTest {
  private final Factory factory = Factory.hosted();

  @Test
  void the_detector_of_the_test_answers_by_the_image() {
    factory
        .sim
        .setup(VisionModels.class)
        .detector(
            image ->
                new String(image, UTF_8).contains("scratch")
                    ? Detection.anomalous(0.97)
                    : Detection.normal(0.99));

    DetectAnomalyResult bad = factory.detect(CIRCUITS, "a scratch".getBytes(UTF_8));
    DetectAnomalyResult good = factory.detect(CIRCUITS, "all fine".getBytes(UTF_8));

    assertThat(bad.isAnomalous()).isTrue();
    assertThat(bad.confidence()).isEqualTo(0.97f);
    assertThat(bad.source().type()).isEqualTo("direct");
    assertThat(bad.hasAnomalies()).isFalse();
    assertThat(bad.anomalyMask()).isNull();
    assertThat(good.isAnomalous()).isFalse();
    assertThat(good.confidence()).isEqualTo(0.99f);
  }

  @Test
  void a_detector_that_fails_is_told_in_the_simulators_voice() {
    factory
        .sim
        .setup(VisionModels.class)
        .detector(
            image -> {
              factory.sim.journal().entries();
              return Detection.normal(0.9);
            });

    assertThatThrownBy(() -> factory.detect(CIRCUITS, new byte[] {1}))
        .isInstanceOfSatisfying(
            LookoutVisionException.class, e -> assertThat(e.statusCode()).isEqualTo(501))
        .hasMessageContaining("given to [detector] failed")
        .hasMessageContaining("called the simulator");
    assertThat(factory.sim.journal().retries()).isEmpty();
  }

  @Test
  void a_project_can_have_a_detector_of_its_own() {
    factory
        .sim
        .setup(VisionModels.class)
        .detector(image -> Detection.normal(0.9))
        .detector(CIRCUITS, image -> Detection.anomalous(0.8));

    assertThat(factory.detect(CIRCUITS, new byte[] {1}).isAnomalous()).isTrue();
  }

  @Test
  void a_segmentation_has_areas_and_a_mask() {
    byte[] mask = Images.png(64, 64);
    factory
        .sim
        .setup(VisionModels.class)
        .detector(
            image ->
                Detection.anomalous(0.9)
                    .with("background", 0.75, "#FFFFFF")
                    .with("scratch", 0.25, "#23A436")
                    .masked(mask));

    DetectAnomalyResult result = factory.detect(CIRCUITS, new byte[] {1});

    assertThat(result.anomalies())
        .extracting(Anomaly::name)
        .containsExactly("background", "scratch");
    assertThat(result.anomalies().get(1).pixelAnomaly().totalPercentageArea()).isEqualTo(0.25f);
    assertThat(result.anomalies().get(1).pixelAnomaly().color()).isEqualTo("#23A436");
    assertThat(result.anomalyMask().asByteArray()).isEqualTo(mask);
  }

  @Test
  void without_a_detector_the_same_image_gets_the_same_answer_and_others_differ() {
    List<DetectAnomalyResult> answers =
        IntStream.range(0, 100)
            .mapToObj(i -> factory.detect(CIRCUITS, new byte[] {(byte) i, 7}))
            .toList();

    assertThat(answers).extracting(DetectAnomalyResult::isAnomalous).contains(true, false);
    assertThat(answers).allSatisfy(a -> assertThat(a.confidence()).isBetween(0.5f, 1f));
    assertThat(factory.detect(CIRCUITS, new byte[] {3, 7})).isEqualTo(answers.get(3));
    assertThat(Factory.hosted().detect(CIRCUITS, new byte[] {3, 7})).isEqualTo(answers.get(3));
  }

  @Test
  void a_model_that_is_not_hosted_detects_nothing() {
    Factory trained = Factory.trained();

    assertThatThrownBy(() -> trained.detect(CIRCUITS, new byte[] {1}))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
              assertThat(e.awsErrorDetails().errorMessage()).endsWith("it is TRAINED.");
            });
    assertThatThrownBy(() -> factory.detect("none", new byte[] {1}))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void other_content_types_are_refused_in_the_words_of_the_service() {
    assertThatThrownBy(
            () ->
                factory.lookout.detectAnomalies(
                    r -> r.projectName(CIRCUITS).modelVersion("1").contentType("image/gif"),
                    RequestBody.fromBytes(new byte[] {1})))
        .isInstanceOfSatisfying(
            ValidationException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("content-type must be one of the following. image/jpeg, image/png"));
  }

  @Test
  void an_image_has_a_size_that_the_service_takes() {
    assertThat(factory.detect(CIRCUITS, Images.png(64, 4096)).source().type()).isEqualTo("direct");
    for (byte[] image : List.of(Images.png(63, 64), Images.jpeg(64, 4097))) {
      assertThatThrownBy(() -> factory.detect(CIRCUITS, image))
          .isInstanceOf(ValidationException.class)
          .hasMessageContaining("are not between 64 x 64 and 4096 x 4096 pixels");
    }
    assertThatThrownBy(() -> factory.detect(CIRCUITS, new byte[8 * 1024 * 1024 + 1]))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("larger than 8 MB");
  }

  @Test
  void an_image_has_the_size_of_the_images_that_the_model_was_trained_with() {
    Factory sized = new Factory().project(CIRCUITS).dataset(CIRCUITS, "train");
    sized.sim.objects().put("s3://images/train/normal-1.jpg", Images.jpeg(640, 480));
    sized.training(CIRCUITS).advance(Duration.ofHours(1));
    sized.start(CIRCUITS, "1", 1).advance(Duration.ofMinutes(10));

    assertThat(sized.detect(CIRCUITS, Images.png(640, 480)).confidence()).isPositive();
    assertThatThrownBy(() -> sized.detect(CIRCUITS, Images.png(480, 640)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("480 x 640 are not those of the training images, 640 x 480");
  }

  @Test
  void bytes_that_are_no_image_pass_unless_inputs_are_required() {
    factory.sim.objects().requireInputs();

    assertThatThrownBy(() -> factory.detect(CIRCUITS, new byte[] {1}))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("not in PNG or JPEG format");
  }

  @Test
  void the_async_client_sends_the_same_bytes() {
    factory
        .sim
        .setup(VisionModels.class)
        .detector(image -> Detection.anomalous(image.length / 10.0));
    LookoutVisionAsyncClient async = factory.clients.create(LookoutVisionAsyncClient.class);

    DetectAnomalyResult result =
        async
            .detectAnomalies(
                r -> r.projectName(CIRCUITS).modelVersion("1").contentType("image/jpeg"),
                AsyncRequestBody.fromBytes(new byte[5]))
            .join()
            .detectAnomalyResult();

    assertThat(result.confidence()).isEqualTo(0.5f);
  }
}
