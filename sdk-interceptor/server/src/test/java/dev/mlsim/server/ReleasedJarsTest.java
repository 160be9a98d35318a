package dev.mlsim.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks into what a release would publish. */
class ReleasedJarsTest {
  private static final Path ROOT = Path.of(System.getProperty("root"));
  private static final String VERSION = System.getProperty("version");
  private static final Path SERVER = Path.of(System.getProperty("jar"));
  private static final List<String> MODULES =
      List.of(
          "core",
          "core/contract-tool",
          "sdk-interceptor",
          "sdk-interceptor/suite",
          "junit-extension");

  static Stream<Path> published() throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    return jars.stream();
  }

  static Stream<Path> all() throws IOException {
    return Stream.concat(published(), Stream.of(SERVER));
  }

  @Test
  void each_module_has_its_classes_its_sources_and_its_javadoc() throws IOException {
    assertThat(published().map(jar -> jar.getFileName().toString().split(VERSION, -1)[1]))
        .hasSize(3 * MODULES.size())
        .containsOnly(".jar", "-sources.jar", "-javadoc.jar");
  }

  @ParameterizedTest
  @MethodSource("all")
  void a_jar_has_the_licence_and_the_notice_inside(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(text(file, "META-INF/LICENSE"))
          .isEqualTo(Files.readString(ROOT.resolve("LICENSE")));
      assertThat(text(file, "META-INF/NOTICE"))
          .contains("not affiliated with", "https://github.com/aws/api-models-aws");
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void a_jar_has_no_class_of_the_tests(Path jar) throws IOException {
    Path sources = jar.resolve("../../src/test/java").normalize();
    try (JarFile file = new JarFile(jar.toFile());
        Stream<Path> tests = Files.walk(sources)) {
      assertThat(tests.filter(test -> test.toString().endsWith("Test.java")))
          .extracting(test -> sources.relativize(test).toString().replace(".java", ".class"))
          .noneMatch(name -> file.getEntry(name) != null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "core/contract-tool",
        "sdk-interceptor",
        "sdk-interceptor/suite",
        "junit-extension"
      })
  void a_list_of_components_is_beside_each_module(String module) throws IOException {
    JsonNode list = new ObjectMapper().readTree(ROOT.resolve(module + "/target/bom.json").toFile());

    assertThat(list.at("/metadata/component/version").asText()).isEqualTo(VERSION);
    assertThat(list.at("/components")).isNotEmpty();
  }

  @Test
  void the_server_says_what_it_bundles_and_under_which_licences() throws IOException {
    try (JarFile file = new JarFile(SERVER.toFile())) {
      JsonNode list =
          new ObjectMapper().readTree(text(file, "META-INF/sbom/mlsim-server.cdx.json"));

      assertThat(list.at("/components"))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              component ->
                  assertThat(component.at("/licenses")).as(component.toString()).isNotEmpty())
          .extracting(component -> component.at("/name").asText())
          .contains(
              "mlsim-core", "mlsim-sdk-interceptor", "jackson-databind", "caffeine", "slf4j-api")
          .doesNotContain("junit-jupiter-api", "assertj-core");
      assertThat(file.stream().map(JarEntry::getName))
          .filteredOn(name -> name.startsWith("META-INF/licenses/"))
          .anyMatch(name -> name.contains("/slf4j-api") && name.endsWith("LICENSE.txt"))
          .anyMatch(name -> name.contains("/jackson-core") && name.endsWith("NOTICE"))
          .anyMatch(name -> name.contains("/sdk-core") && name.endsWith("NOTICE.txt"));
      assertThat(text(file, "META-INF/NOTICE"))
          .as("written in UTF-8, whatever the machine's locale")
          .contains("Copyright © ");
    }
  }

  @Test
  void the_server_says_its_version() throws IOException {
    try (JarFile file = new JarFile(SERVER.toFile())) {
      Attributes main = file.getManifest().getMainAttributes();

      assertThat(main.getValue("Main-Class")).isEqualTo("dev.mlsim.sdk.LoopbackServer");
      assertThat(main.getValue("Implementation-Version")).isEqualTo(VERSION);
    }
  }

  private static String text(JarFile jar, String entry) throws IOException {
    assertThat(jar.getEntry(entry)).as(entry + " in " + jar.getName()).isNotNull();
    try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
