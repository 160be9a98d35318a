package dev.mlsim.samples.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The README as its tests read it, and the page for those who change something. */
final class Readme {
  private Readme() {}

  static String text() throws IOException {
    return Files.readString(Path.of("..", "README.md"));
  }

  static String withContributing() throws IOException {
    return text() + Files.readString(Path.of("..", "CONTRIBUTING.md"));
  }

  /** The blocks of a language, in order. */
  static List<String> blocks(String language) throws IOException {
    return Pattern.compile("(?ms)^ *```" + language + "\n(.*?)^ *```")
        .matcher(text())
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** Lines without their indentation, and without empty lines: what a snippet is compared by. */
  static String unindented(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "\n", "\n"));
  }
}
