package dev.mlsim.samples.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class in a JVM of its own. */
final class Java {
  private Java() {}

  /**
   * Runs the main method to its end.
   *
   * @return what it printed
   * @throws IllegalStateException if it fails
   */
  static String run(Class<?> main, List<String> options, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(main + " failed: " + printed);
      }
      return printed;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(main + " could not be run", e);
    }
  }
}
