package dev.mlsim.samples.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's table of compatibility says what the build and its profiles run, and no more. */
class CompatibilityTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** Where versions of it may be said. */
  private static final List<String> FILES =
      List.of(
          "pom.xml",
          "junit-extension/versions/junit-5.12/pom.xml",
          "junit-extension/versions/junit-6/pom.xml",
          "junit-extension/consumer/src/it/first-test/invoker.properties",
          "junit-extension/consumer/src/it/spring-boot/invoker.properties");

  @ParameterizedTest
  @CsvSource({
    "JUnit, junit.version",
    "AWS SDK for Java, awssdk.version|awssdk.core.version",
    "AssertJ, assertj.version",
    "Spring Boot, spring-boot.version",
    "Jackson, jackson.version",
    "Kotlin, kotlin.version"
  })
  void a_row_has_the_versions_that_are_run(String row, String properties) throws IOException {
    List<String> run = new ArrayList<>();
    for (String file : FILES) {
      run.addAll(
          Pattern.compile("[<D](?:" + properties.replace(".", "\\.") + ")[>=](" + VERSION + ")")
              .matcher(Files.readString(ROOT.resolve(file)))
              .results()
              .map(found -> found.group(1))
              .toList());
    }

    assertThat(new TreeSet<>(VERSION.matcher(row(row)).results().map(r -> r.group()).toList()))
        .isEqualTo(new TreeSet<>(run));
  }

  @Test
  void the_first_row_begins_with_what_is_compiled_for() throws IOException {
    assertThat(row("JDK"))
        .startsWith("| JDK | " + Pom.root().text("properties", "maven.compiler.release") + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JUnit", "AWS SDK for Java"})
  void the_oldest_that_is_run_is_the_oldest_that_is_not_refused(String row) throws IOException {
    assertThat(row(row)).containsPattern("older than \\d+\\.\\d+ is refused");
    String oldest = row(row).replaceAll(".*older than (\\S+) is refused.*", "$1");

    assertThat(VERSION.matcher(row(row)).results().map(r -> r.group()))
        .anyMatch(version -> version.startsWith(oldest + "."))
        .allMatch(version -> minor(version) >= minor(oldest));
  }

  private static int minor(String version) {
    String[] parts = version.split("\\.", -1);
    return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
  }

  private static String row(String name) throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("README.md"))) {
      return lines.filter(line -> line.startsWith("| " + name + " |")).findFirst().orElseThrow();
    }
  }
}
