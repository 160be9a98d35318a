package dev.mlsim.contract.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * AWS's models are not in the repository. {@code -Dmlsim.models=folder} says where there are some,
 * each called after its service as {@code s3.json}: of those the contracts are derived anew.
 */
class AdditionsTest {
  private static final Path ADDITIONS = Path.of("additions");
  private static final Path CONTRACTS = Path.of("../src/main/resources/dev/mlsim/contract");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> contracts_are_derived_again_from_models_and_additions() throws IOException {
    String models = System.getProperty("mlsim.models", "");
    List<Path> there = models.isEmpty() ? List.of() : files(Path.of(models));
    return there.stream()
        .filter(model -> Files.exists(CONTRACTS.resolve(name(model) + ".contract")))
        .map(model -> DynamicTest.dynamicTest(name(model), () -> isDerivedFrom(model)));
  }

  private static void isDerivedFrom(Path model) throws IOException {
    Path additions = ADDITIONS.resolve(name(model) + ".json");
    String derived =
        Files.exists(additions)
            ? ContractDeriver.derive(name(model), model, additions)
            : ContractDeriver.derive(name(model), model);

    assertThat(derived).isEqualTo(contract(name(model)));
  }

  private static String contract(String service) throws IOException {
    return Files.readString(CONTRACTS.resolve(service + ".contract"));
  }

  @Test
  void what_is_added_stands_in_the_contract() throws IOException {
    for (Path additions : files(ADDITIONS)) {
      JsonNode added = JSON.readTree(additions.toFile());
      List<String> contract = contract(name(additions)).lines().toList();

      assertThat(contract).containsAll(written(added, "waiter "));
      assertThat(contract).containsAll(written(added, "error "));
      added
          .path("shapes")
          .properties()
          .forEach(
              shape -> {
                String root = shape.getValue().path("xmlName").asText();
                assertThat(contract)
                    .anyMatch(
                        line ->
                            root.isEmpty()
                                || hasWords(line, "out=" + shape.getKey(), "root=" + root));
              });
    }
  }

  private static boolean hasWords(String line, String... words) {
    return Arrays.asList(line.split(" ", -1)).containsAll(List.of(words));
  }

  /** The lines of a kind that additions alone would give. */
  private static List<String> written(JsonNode added, String kind) {
    ObjectNode facts = JSON.createObjectNode();
    facts.putObject("service").put("protocol", "rest-xml");
    facts.setAll((ObjectNode) added);
    return new ContractWriter(facts).write("s3").lines().filter(l -> l.startsWith(kind)).toList();
  }

  @Test
  void additions_are_merged_into_what_a_model_says() throws IOException {
    assertThat(
            derived(
                """
                {"about": "hearsay",
                 "operations": {"Play": {"paginator": null, "errors": ["Broken"]}},
                 "waiters": {"Played": {"operation": "Play", "delay": 5, "maxAttempts": 9,
                    "acceptors": [{"state": "success", "matcher": "status", "expected": 200}]}},
                 "shapes": {"Broken": {"type": "structure", "exception": true,
                     "error": {"httpStatusCode": 409}, "members": {}},
                   "Toy": {"xmlName": "Plaything"}, "When": {"type": "string"}}}
                """))
        .endsWith(
            """
            operation Play POST /play 200 out=Toy root=Plaything errors=Broken
            waiter Played Play 5 9 success:status::200
            error Broken status=409
            structure Toy made=When
            string When
            """);
  }

  @Test
  void what_isn_t_there_can_t_be_taken_away() {
    assertThatThrownBy(() -> derived("{\"operations\": {\"Play\": {\"idempotent\": null}}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: the additions take away [operations.Play.idempotent], which isn't there");
  }

  private String derived(String additions) throws IOException {
    Path model =
        Files.writeString(
            folder.resolve("model.json"),
            """
            {"service": {"serviceId": "Toy", "protocol": "rest-xml", "endpointPrefix": "toy"},
             "operations": {"Play": {"http": "POST /play", "output": "Toy",
               "paginator": {"input_token": "a b"}}},
             "shapes": {"Toy": {"type": "structure", "members": {"made": {"shape": "When"}}},
               "When": {"type": "timestamp", "timestampFormat": "iso8601"}}}
            """);
    return ContractDeriver.derive(
        "toy", model, Files.writeString(folder.resolve("additions.json"), additions));
  }
}
