package dev.mlsim.sdk.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, to see which classes it loads. */
final class InAnotherJvm {
  private InAnotherJvm() {}

  /** The names of mlsim's classes that the main class loads. */
  static List<String> loadedBy(Class<?> main, Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("classes.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it ends before more compiling pays
                "-XX:+UseSerialGC",
                "-Xlog:class+load=info:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8))
        .isZero();
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.contains(" dev.mlsim."))
          .map(line -> line.replaceFirst(".* (dev\\.mlsim\\.\\S+).*", "$1"))
          .toList();
    }
  }
}
