package dev.mlsim.samples.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published has all that who publishes and who uses it asks of a POM. */
class PomsTest {
  private static final Pom ROOT = Pom.root();

  static List<Pom> published() {
    return Pom.modules().stream().filter(Pom::isPublished).toList();
  }

  @Test
  void what_is_published_is_five_jars_and_their_bill() {
    assertThat(published())
        .extracting(Pom::name)
        .containsExactlyInAnyOrder(
            "mlsim-bom",
            "mlsim-core",
            "mlsim-contract-tool",
            "mlsim-sdk-interceptor",
            "mlsim-service-suite",
            "mlsim-junit-extension");
  }

  @ParameterizedTest
  @MethodSource("published")
  void a_published_module_says_what_it_is(Pom pom) {
    assertThat(pom.text("name")).isEqualTo(pom.name());
    assertThat(pom.text("description")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url",
        "inceptionYear",
        "organization",
        "licenses",
        "developers",
        "scm",
        "issueManagement"
      })
  void the_bill_has_no_parent_and_says_the_same_as_the_root(String element) {
    Pom bill = bill();

    assertThat(bill.text("parent")).isEmpty();
    assertThat(bill.text(element)).isNotEmpty().isEqualTo(ROOT.text(element));
  }

  @Test
  void the_bill_names_each_published_jar_and_nothing_else() {
    assertThat(bill().all("artifactId"))
        .filteredOn(name -> name.startsWith("mlsim-") && !name.equals("mlsim-bom"))
        .containsExactlyInAnyOrderElementsOf(
            published().stream().filter(Pom::isJar).map(Pom::name).toList());
  }

  @Test
  void all_modules_have_one_version() {
    assertThat(Pom.modules())
        .allSatisfy(
            pom ->
                assertThat(pom.text("version") + pom.text("parent", "version"))
                    .as(pom.name())
                    .isEqualTo(ROOT.text("version")));
    assertThat(bill().text("properties", "project.build.outputTimestamp"))
        .isEqualTo(ROOT.text("properties", "project.build.outputTimestamp"));
  }

  @Test
  void what_an_api_comparison_leaves_out_is_what_no_module_exports() throws IOException {
    List<Pattern> left =
        ROOT.profile("api").all("exclude").stream()
            .map(name -> name.replace(".", "\\.").replace("*", ".*") + "(\\..*)?")
            .map(Pattern::compile)
            .toList();

    for (Pom pom : published().stream().filter(Pom::isJar).toList()) {
      Path sources = pom.folder().resolve("src/main/java");
      String module = Files.readString(sources.resolve("module-info.java"));
      for (String name : packages(sources)) {
        assertThat(left.stream().noneMatch(one -> one.matcher(name).matches()))
            .as(name)
            .isEqualTo(module.contains("exports " + name + ";"));
      }
    }
  }

  private static List<String> packages(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .toList();
    }
  }

  private static Pom bill() {
    return published().stream().filter(pom -> !pom.isJar()).findFirst().orElseThrow();
  }
}
