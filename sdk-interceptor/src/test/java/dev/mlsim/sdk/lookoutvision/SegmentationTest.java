package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static dev.mlsim.sdk.lookoutvision.Factory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

/** Masks and anomaly labels: what a segmentation model is trained with. */
class SegmentationTest {
  private static final String MASK = "s3://images/anomaly-0.png";
  private static final int WHITE = 0xFFFFFF;
  private static final int RED = 0xD01C2A;
  private static final int BLUE = 0x1122FF;

  private final Factory factory = new Factory().project(CIRCUITS);

  @Test
  void twenty_images_of_each_label_alone_train_a_segmentation_model() {
    factory.emptyDataset(CIRCUITS, "train");
    rows("train", 20, 20, "scratch");

    ModelDescription model = trained();

    assertThat(model.status()).isEqualTo(ModelStatus.TRAINED);
    assertThat(factory.sim.objects().text("s3://models/EvaluationResult-circuits-1.json"))
        .hasValueSatisfying(
            result ->
                assertThat(result)
                    .contains("PixelAnomalyClassMetrics", "\"ClassName\":\"scratch\"", "AIOU"));
    assertThat(factory.sim.journal().text())
        .contains("wrote [s3://models/EvaluationResult-circuits-1.json]");
  }

  @Test
  void fewer_images_of_a_label_train_no_model() {
    factory.emptyDataset(CIRCUITS, "train");
    rows("train", 20, 19, "scratch");

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "The training dataset needs at least 20 images with the anomaly label scratch alone;"
                + " it has 19.");
  }

  @Test
  void images_of_two_labels_count_for_neither() {
    factory.emptyDataset(CIRCUITS, "train");
    rows("train", 20, 25, "bent", "scratch");

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("the anomaly label bent alone; it has 0.");
  }

  @Test
  void two_datasets_need_ten_images_of_each_label_each() {
    factory.emptyDataset(CIRCUITS, "train").emptyDataset(CIRCUITS, "test");
    rows("train", 10, 10, "scratch");
    rows("test", 10, 10, "bent");

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "The training dataset needs at least 10 images with the anomaly label bent");

    rows("test", 10, 10, "scratch");
    assertThat(trained().status()).isEqualTo(ModelStatus.TRAINED);
  }

  @Test
  void a_mask_has_at_most_twenty_labels() {
    factory.emptyDataset(CIRCUITS, "train");
    String[] labels = IntStream.range(0, 21).mapToObj(i -> "label-" + i).toArray(String[]::new);
    rows("train", 20, 10, labels);

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "The mask of s3://images/anomaly-0.jpg has more than 20 anomaly labels.");
  }

  @Test
  void a_project_has_at_most_a_hundred_labels() {
    factory.emptyDataset(CIRCUITS, "train");
    List<String> lines = new ArrayList<>(normals(20));
    for (int i = 0; i <= 100; i++) {
      lines.add(anomaly(i, "label-" + i));
    }
    update("train", lines);

    assertThatThrownBy(() -> factory.training(CIRCUITS))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("A project can have at most 100 anomaly labels.");
  }

  @Test
  void a_classification_dataset_needs_no_labels_of_anomalies() {
    factory.dataset(CIRCUITS, "train");

    assertThat(trained().status()).isEqualTo(ModelStatus.TRAINED);
  }

  @Test
  void a_mask_of_the_colors_of_its_line_is_good() {
    assertThat(trainedWith(png(BufferedImage.TYPE_INT_RGB, WHITE, RED)).status())
        .isEqualTo(ModelStatus.TRAINED);
    assertThat(trainedWith(png(BufferedImage.TYPE_BYTE_INDEXED, WHITE)).status())
        .isEqualTo(ModelStatus.TRAINED);
  }

  @Test
  void a_mask_of_other_colors_fails_the_training() {
    ModelDescription model = trainedWith(png(BufferedImage.TYPE_INT_ARGB, WHITE, RED, BLUE));

    assertThat(model.status()).isEqualTo(ModelStatus.TRAINING_FAILED);
    assertThat(model.statusMessage())
        .isEqualTo(
            "The mask image "
                + MASK
                + " has colors that match no hex-color of its line: [#1122ff].");
  }

  @Test
  void a_mask_that_is_no_png_fails_the_training() {
    assertThat(trainedWith("GIF89a".getBytes(StandardCharsets.UTF_8)).statusMessage())
        .isEqualTo("The mask image " + MASK + " is not in PNG format.");
  }

  @Test
  void a_mask_of_another_size_than_the_images_fails_the_training() {
    factory.sim.objects().put("s3://images/normal-0.jpg", Images.jpeg(100, 80));

    assertThat(trainedWith(png(BufferedImage.TYPE_INT_RGB, WHITE)).statusMessage())
        .isEqualTo("Images in the dataset must have the same dimensions.");
  }

  @Test
  void images_that_are_too_small_fail_the_training() {
    factory.dataset(CIRCUITS, "train");
    factory.sim.objects().put("s3://images/train/normal-1.jpg", Images.jpeg(63, 80));

    assertThat(trained().statusMessage())
        .isEqualTo("The image dimensions 63 x 80 are not between 64 x 64 and 4096 x 4096 pixels.");
  }

  private ModelDescription trainedWith(byte[] mask) {
    if (factory
        .lookout
        .describeProject(r -> r.projectName(CIRCUITS))
        .projectDescription()
        .datasets()
        .isEmpty()) {
      factory.emptyDataset(CIRCUITS, "train");
      rows("train", 20, 20, "scratch");
    }
    factory.sim.objects().put(MASK, mask);
    return trained();
  }

  private ModelDescription trained() {
    factory.training(CIRCUITS).advance(Duration.ofHours(1));
    return factory.model(CIRCUITS, "latest");
  }

  private void rows(String dataset, int normal, int anomalies, String... labels) {
    List<String> lines = new ArrayList<>(normals(normal));
    IntStream.range(0, anomalies).forEach(i -> lines.add(anomaly(i, labels)));
    update(dataset, lines);
  }

  private static List<String> normals(int count) {
    return IntStream.range(0, count).mapToObj(i -> line("normal-" + i + ".jpg", "normal")).toList();
  }

  /** A line with a mask in which the first label is red. */
  private static String anomaly(int i, String... labels) {
    StringBuilder colors =
        new StringBuilder("\"0\":{\"class-name\":\"BACKGROUND\",\"hex-color\":\"#FFFFFF\"}");
    for (int n = 0; n < labels.length; n++) {
      colors.append(
          String.format(
              ",\"%d\":{\"class-name\":\"%s\",\"hex-color\":\"#%06x\"}",
              n + 1, labels[n], RED + n));
    }
    String line = line("anomaly-" + i + ".jpg", "anomaly");
    return line.substring(0, line.length() - 1)
        + ",\"mask-ref\":\"s3://images/anomaly-"
        + i
        + ".png\",\"mask-ref-metadata\":{\"internal-color-map\":{"
        + colors
        + "},\"type\":\"groundtruth/semantic-segmentation\",\"human-annotated\":\"yes\"}}";
  }

  private void update(String dataset, List<String> lines) {
    factory.update(CIRCUITS, dataset, lines.toArray(String[]::new));
    factory.advance(Duration.ofMinutes(1));
  }

  /** Squares of the colours, so that the writer uses several of the format's filters. */
  private static byte[] png(int type, int... colors) {
    BufferedImage image = new BufferedImage(64, 64, type);
    for (int x = 0; x < 64; x++) {
      for (int y = 0; y < 64; y++) {
        image.setRGB(x, y, 0xFF000000 | colors[(x / 9 + y / 7) % colors.length]);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
