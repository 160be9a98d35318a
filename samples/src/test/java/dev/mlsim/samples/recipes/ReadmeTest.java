package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the README's snippets to code that is compiled and run: each stands, but for indentation,
 * in a source of this repository. Coordinates and commands are compared with the build's own.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern XML_COORDINATES =
      Pattern.compile(
          "<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>\\s*<version>(.*?)</version>");
  private static final Pattern GRADLE_COORDINATES =
      Pattern.compile("\"([\\w.-]+):([\\w.-]+):([\\w.-]+)\"");

  private static final Path VOCABULARY =
      Path.of("core", "src", "main", "java", "dev", "mlsim", "service", "package-info.java");

  static List<String> javaBlocks() throws IOException {
    return Readme.blocks("java");
  }

  /** What the README says by a link. */
  static List<String> blocksOfTheVocabulary() throws IOException {
    String page = Files.readString(ROOT.resolve(VOCABULARY)).replaceAll("(?m)^ \\*( |$)", "");
    return Pattern.compile("(?s)<pre>\\{@code\n(.*?)\n}</pre>")
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  static List<String> kotlinBlocks() throws IOException {
    return Readme.blocks("kotlin").stream().filter(block -> !block.contains("tasks.test")).toList();
  }

  @ParameterizedTest
  @MethodSource({"javaBlocks", "blocksOfTheVocabulary"})
  void a_java_snippet_stands_in_a_source_that_is_run(String snippet) throws IOException {
    assertThat(sourceOf(snippet, ".java", "samples/src", "core/src/main/java"))
        .as("a source with the README's snippet\n%s", snippet)
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("kotlinBlocks")
  void a_kotlin_snippet_stands_in_a_source_that_is_run(String snippet) throws IOException {
    assertThat(sourceOf(snippet, ".kt", "samples/src/test/kotlin"))
        .as("a source with the README's snippet\n%s", snippet)
        .isPresent();
  }

  private static Optional<Path> sourceOf(String snippet, String ending, String... roots)
      throws IOException {
    String wanted = Readme.unindented(snippet);
    for (String root : roots) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(root))) {
        for (Path file :
            files.filter(f -> f.toString().endsWith(ending) && !f.endsWith(VOCABULARY)).toList()) {
          if (Readme.unindented(Files.readString(file)).contains(wanted)) {
            return Optional.of(file);
          }
        }
      }
    }
    return Optional.empty();
  }

  @Test
  void the_dependencies_have_the_versions_that_are_tested() throws IOException {
    List<MatchResult> named = new ArrayList<>();
    for (String block : Readme.blocks("xml")) {
      named.addAll(XML_COORDINATES.matcher(block).results().toList());
    }
    for (String block : Readme.blocks("kotlin")) {
      named.addAll(GRADLE_COORDINATES.matcher(block).results().toList());
    }

    assertThat(named).hasSizeGreaterThanOrEqualTo(8);
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    for (MatchResult one : named) {
      assertThat(pom).as(one.group()).contains(versionIn(one.group(1), one.group(3)));
    }
  }

  private static String versionIn(String group, String version) {
    return switch (group) {
      case "dev.mlsim" -> "<version>" + version + "</version>";
      case "software.amazon.awssdk" -> "<awssdk.version>" + version + "<";
      case "org.junit.jupiter" -> "<junit.version>" + version + "<";
      case "org.assertj" -> "<assertj.version>" + version + "<";
      default -> throw new IllegalArgumentException("no test knows the version of " + group);
    };
  }

  @Test
  void the_client_that_the_sdk_has_dropped_has_a_version_of_its_own() throws IOException {
    Matcher version =
        Pattern.compile("<awssdk.lookoutvision.version>(.*?)<")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(Readme.text()).contains("`lookoutvision` is " + version.group(1));
  }

  @Test
  void properties_are_those_of_the_samples() throws IOException {
    List<String> blocks = Readme.blocks("properties");

    assertThat(blocks).isNotEmpty();
    assertThat(
            Files.readString(ROOT.resolve("samples/src/test/resources/junit-platform.properties")))
        .contains(blocks);
  }

  @Test
  void the_test_command_is_that_of_the_ci() throws IOException {
    assertThat(Readme.text()).contains("`mvn verify`");
    assertThat(Files.readString(ROOT.resolve(".ci/run")))
        .contains("\nmvn --batch-mode --no-transfer-progress verify\n");
  }

  static List<String> profiles() throws IOException {
    return Pattern.compile(" -P([\\w-]+)")
        .matcher(Readme.withContributing().replace('`', ' '))
        .results()
        .map(named -> named.group(1))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void a_profile_that_is_named_exists(String profile) throws IOException {
    assertThat(
            Files.readString(ROOT.resolve("pom.xml"))
                + Files.readString(ROOT.resolve("samples/pom.xml"))
                + Files.readString(ROOT.resolve("sdk-interceptor/pom.xml"))
                + Files.readString(ROOT.resolve("core/pom.xml"))
                + Files.readString(ROOT.resolve("core/contract-tool/pom.xml")))
        .contains("<id>" + profile + "</id>");
  }

  @Test
  void commands_of_the_aws_command_line_are_run_in_profile_other_languages() throws IOException {
    String run =
        Files.readString(
            ROOT.resolve(
                "sdk-interceptor/src/test/java/dev/mlsim/sdk/loopback/OtherLanguagesTest.java"));

    List<MatchResult> commands =
        Pattern.compile("(?m)^aws (\\S+) (\\S+)").matcher(Readme.text()).results().toList();

    assertThat(commands).isNotEmpty();
    for (MatchResult command : commands) {
      assertThat(Readme.unindented(run).replace("\n", " "))
          .contains("\"aws\", \"" + command.group(1) + "\", \"" + command.group(2) + "\"");
    }
  }

  @Test
  void links_lead_somewhere() throws IOException {
    List<String> broken =
        Pattern.compile("\\]\\((?!http|#)([^)#]+)")
            .matcher(Readme.withContributing())
            .results()
            .map(link -> link.group(1))
            .filter(link -> !Files.exists(ROOT.resolve(link)))
            .toList();

    assertThat(broken).isEmpty();
  }

  @Test
  void links_within_the_page_lead_to_a_heading() throws IOException {
    List<String> headings =
        Pattern.compile("(?m)^##+ (.*)$")
            .matcher(Readme.text())
            .results()
            .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
            .toList();

    List<String> wanted =
        Pattern.compile("\\]\\((?:README.md)?#([^)]+)\\)")
            .matcher(Readme.withContributing())
            .results()
            .map(link -> link.group(1))
            .distinct()
            .toList();

    assertThat(wanted).isNotEmpty().isSubsetOf(headings);
  }
}
