package dev.mlsim.services.lookoutvision.projects;

import dev.mlsim.service.World;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The size of an image, read from the head of a PNG or JPEG file.
 *
 * @param width in pixels
 * @param height in pixels
 */
record Image(int width, int height) {
  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int PNG_HEAD = 24;
  private static final int LEAST_PIXELS = 64;
  private static final int MOST_PIXELS = 4096;
  private static final int JPEG = 0xFFD8;

  static boolean isPng(byte[] bytes) {
    return bytes.length >= PNG_HEAD && ByteBuffer.wrap(bytes).getLong(0) == PNG;
  }

  /** What is wrong with the size, if something is. */
  Optional<String> flaw() {
    return Math.min(width, height) < LEAST_PIXELS || Math.max(width, height) > MOST_PIXELS
        ? Optional.of(
            "The image dimensions " + this + " are not between 64 x 64 and 4096 x 4096 pixels.")
        : Optional.empty();
  }

  /** The size of a PNG or JPEG; empty for bytes that are neither. */
  static Optional<Image> read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (isPng(bytes)) {
      return Optional.of(new Image(file.getInt(16), file.getInt(20)));
    }
    return bytes.length > 4 && unsigned(file, 0) == JPEG ? jpeg(file) : Optional.empty();
  }

  /** Goes from segment to segment until one starts a frame. */
  private static Optional<Image> jpeg(ByteBuffer file) {
    int at = 2;
    while (at + 9 <= file.limit() && (file.get(at) & 0xFF) == 0xFF) {
      int marker = file.get(at + 1) & 0xFF;
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
        return Optional.of(new Image(unsigned(file, at + 7), unsigned(file, at + 5)));
      }
      at += 2 + unsigned(file, at + 2);
    }
    return Optional.empty();
  }

  private static int unsigned(ByteBuffer file, int at) {
    return file.getShort(at) & 0xFFFF;
  }

  /** The sizes of a project's images, of those that are among the simulator's objects. */
  static Set<Image> sizes(String project, World world) {
    Set<Image> sizes = new LinkedHashSet<>();
    for (String type : Datasets.BOTH) {
      Datasets.of(project, type, world)
          .ifPresent(
              dataset ->
                  Rows.of(dataset).stream()
                      .filter(Rows.Row::isLabeled)
                      .flatMap(row -> world.objects().get(row.sourceRef()).stream())
                      .flatMap(bytes -> read(bytes).stream())
                      .forEach(sizes::add));
    }
    return sizes;
  }

  @Override
  public String toString() {
    return width + " x " + height;
  }
}
