package dev.mlsim.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the ledgers in {@code core/fidelity} current, and their totals in the README. To write them
 * anew: {@code mvn -Pquick -pl core test -Dtest=LedgerTest -Dmlsim.ledger=write}.
 */
class LedgerTest {
  private static final boolean WRITES = "write".equals(System.getProperty("mlsim.ledger"));
  private static final String HEAD =
      """
      | service | operations | resource types | known differences | judgements | |
      |---|---|---|---|---|---|
      """;

  static Stream<Service> services() {
    return Simulator.create().services().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void the_ledger_of_a_service_is_current(Service service) throws IOException {
    Path file = Path.of("fidelity", service.name() + ".md");
    if (WRITES) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, Ledger.of(service));
    }

    assertThat(Files.readString(file)).isEqualTo(Ledger.of(service));
  }

  @Test
  void the_readme_shows_the_totals() throws IOException {
    Path readme = Path.of("..", "README.md");
    String table = HEAD + services().map(Ledger::total).collect(Collectors.joining("\n")) + "\n";
    String text = Files.readString(readme);
    if (WRITES) {
      int from = text.indexOf("| service | operations |");
      int to = text.indexOf("\n\n", from) + 1;
      Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
    }

    assertThat(Files.readString(readme)).contains(table);
  }
}
