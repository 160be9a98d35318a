package dev.mlsim.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the ledgers in {@code core/fidelity} current, and their counts in the README. With {@code
 * -Dmlsim.ledger=write} it writes them anew; CONTRIBUTING.md has the command.
 */
class LedgerTest {
  private static final boolean WRITES = "write".equals(System.getProperty("mlsim.ledger"));
  private static final Path LEDGERS = Path.of("fidelity");
  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- counts: written by LedgerTest -->\n";
  private static final String END = "<!-- end of counts -->\n";
  private static final Map<String, String> COMPARED =
      Map.of(
          "sagemaker", "SageMaker",
          "personalize", "Personalize",
          "cleanroomsml", "Clean Rooms ML",
          "lookoutvision", "Lookout for Vision");

  static Stream<Ledger> ledgers() {
    List<Service> services = List.copyOf(Simulator.create().services());
    Packages packages = new Packages(services);
    return services.stream().map(service -> new Ledger(service, packages));
  }

  @ParameterizedTest
  @MethodSource("ledgers")
  void the_ledgers_of_a_service_and_its_families_are_current(Ledger ledger) throws IOException {
    Service service = ledger.service();
    holds(LEDGERS.resolve(service.name() + ".md"), ledger.page());
    for (String family : service.families()) {
      holds(LEDGERS.resolve(service.name()).resolve(family + ".md"), ledger.page(family));
    }
    try (Stream<Path> files = Files.list(LEDGERS.resolve(service.name()))) {
      assertThat(files)
          .as("ledgers of families that are gone are to be deleted")
          .extracting(file -> file.getFileName().toString().replace(".md", ""))
          .hasSameElementsAs(service.families());
    }
  }

  @Test
  void the_readme_shows_the_counts() throws IOException {
    List<Ledger> ledgers = ledgers().toList();
    String text = Files.readString(README);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    String current = text.substring(0, from) + table(ledgers) + text.substring(text.indexOf(END));

    for (Ledger ledger : ledgers) {
      current = compared(current, ledger.service());
    }
    holds(README, current);
  }

  private static String table(List<Ledger> ledgers) {
    Lines table = new Lines();
    table.add(Lines.row((Object[]) Ledger.columns("service")));
    table.add("|---|---|---|---|---|---|---|---|---|---|---|");
    ledgers.forEach(ledger -> table.add(ledger.totals()));
    List<FamilyFacts> all = ledgers.stream().flatMap(ledger -> ledger.all().stream()).toList();
    int simulated = ledgers.stream().mapToInt(l -> l.service().simulated().size()).sum();
    table.add(Ledger.row("together", String.valueOf(simulated), all, ""));
    return table.text();
  }

  /**
   * The README with the service's counts in the comparison with others, and in an error's words.
   */
  private static String compared(String readme, Service service) {
    int all = service.contract().operations().size();
    int simulated = service.simulated().size();
    return readme
        .replaceAll(
            "(\\| "
                + COMPARED.getOrDefault(service.name(), "-")
                + ", )\\d+( operations)? \\| \\d+ ",
            "$1" + all + "$2 | " + simulated + " ")
        .replaceAll(
            "( of " + service.name() + " is not simulated; of its )\\d+ operations \\d+ are",
            "$1" + all + " operations " + simulated + " are");
  }

  private static void holds(Path file, String text) throws IOException {
    if (WRITES) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("%s: write it anew with -Dtest=LedgerTest -Dmlsim.ledger=write", file)
        .exists()
        .hasContent(text);
  }
}
