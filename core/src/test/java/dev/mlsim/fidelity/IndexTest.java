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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the indexes beside the providers current, by which services can be asked for names before
 * their declarations are loaded. With {@code -Dmlsim.index=write} it writes them anew;
 * CONTRIBUTING.md has the command.
 */
class IndexTest {
  private static final boolean WRITES = "write".equals(System.getProperty("mlsim.index"));
  private static final String HEAD = "# Written from the declarations by IndexTest.\n";
  private static final Path RESOURCES =
      Path.of("src", "main", "resources", "dev", "mlsim", "services");

  static Stream<Service> services() {
    return Simulator.create().services().stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void the_index_of_each_family_says_what_it_declares(Service service) throws IOException {
    Path folder = RESOURCES.resolve(service.name());
    for (Map.Entry<String, List<String>> family : service.indexLines().entrySet()) {
      Path file = folder.resolve(family.getKey() + ".index");
      String text = HEAD + String.join("\n", family.getValue()) + "\n";
      if (WRITES) {
        Files.createDirectories(folder);
        Files.writeString(file, text);
      }

      assertThat(file)
          .as("%s: write it anew with -Dtest=IndexTest -Dmlsim.index=write", file)
          .exists()
          .hasContent(text);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .as("indexes of families that are gone are to be deleted")
          .extracting(file -> file.getFileName().toString().replace(".index", ""))
          .hasSameElementsAs(service.indexLines().keySet());
    }
  }
}
