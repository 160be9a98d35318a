package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Pairs of files, {@code violations/<service>/<Operation>.<case>.json} and {@code .expected}: an
 * input, and a line for each violation in order ({@code <NL>} is a line break). Both missing and
 * surplus violations fail.
 */
class ValidatorGoldenTest {

  @TestFactory
  Stream<DynamicTest> every_input_has_exactly_the_expected_violations() throws IOException {
    List<Path> requests;
    try (Stream<Path> files = Files.walk(root())) {
      requests = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }

    assertThat(requests).hasSizeGreaterThan(40);
    return requests.stream()
        .map(
            file -> DynamicTest.dynamicTest(root().relativize(file).toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    String service = file.getName(file.getNameCount() - 2).toString();
    String[] name = file.getFileName().toString().split("\\.", -1);
    Contract contract = Contract.load(service);
    StructureShape shape = contract.operation(name[0]).orElseThrow().input().orElseThrow();
    Path expected = file.resolveSibling(name[0] + "." + name[1] + ".expected");

    ObjectNode input = BodyReader.readStructure(shape, Json.read(Files.readAllBytes(file)));

    assertThat(Validator.validate(shape, input))
        .extracting(violation -> violation.text().replace("\n", "<NL>"))
        .containsExactlyElementsOf(Files.readAllLines(expected));
  }

  private static Path root() {
    try {
      return Path.of(ValidatorGoldenTest.class.getResource("violations").toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
