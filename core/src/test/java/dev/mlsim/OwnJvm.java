package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A JVM of its own, which tells the classes that it loads. */
final class OwnJvm {
  private OwnJvm() {}

  /** The lines that a program prints, those about the classes that it loads between them. */
  static List<String> running(Class<?> main) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it ends before more compiling pays
                "-XX:+UseSerialGC",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(printed).isZero();
    return printed.lines().toList();
  }

  /** The class that a line is about, if it is about one. */
  static Optional<String> loadedIn(String line) {
    return line.contains(" source: ")
        ? Optional.of(line.replaceAll("^.*\\] (\\S+) source: .*$", "$1"))
        : Optional.empty();
  }

  /** The classes that a program loads, in order. */
  static List<String> loadedBy(Class<?> main) throws IOException, InterruptedException {
    return running(main).stream().map(OwnJvm::loadedIn).flatMap(Optional::stream).toList();
  }
}
