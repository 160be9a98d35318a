package dev.mlsim.sdk.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The last case that failed of each thing that is tried at random: a file a thing under {@code
 * target/mlsim/failed}, or {@code build/mlsim/failed} where Gradle builds. It is tried first in the
 * next run, and forgotten when it passes; what is to stay belongs into the kept cases.
 */
final class FailedCases {
  private static final Path GRADLE = Path.of("build");

  private FailedCases() {}

  private static Path file(String thing) {
    Path build = Files.isDirectory(GRADLE) ? GRADLE : Path.of("target");
    return build.resolve("mlsim").resolve("failed").resolve(thing.replaceAll("\\W", "-") + ".case");
  }

  /** What failed last, if something did. */
  static Optional<String> of(String thing) {
    try {
      Path file = file(thing);
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers a case. */
  static void remember(String thing, String line) {
    try {
      Files.createDirectories(file(thing).getParent());
      Files.writeString(file(thing), line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It has passed. */
  static void forget(String thing) {
    try {
      Files.deleteIfExists(file(thing));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
