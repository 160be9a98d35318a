package dev.mlsim.samples.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The change log can be cut into a release without being written anew. */
class ChangeLogTest {
  private static final Path FILE = Path.of("..", "CHANGELOG.md");

  @Test
  void it_has_what_is_not_released_first_and_then_releases_with_their_day() throws IOException {
    String version = Pom.root().text("version");
    List<String> headings = headings("## ");

    assertThat(headings.get(0))
        .startsWith(version.endsWith("-SNAPSHOT") ? "Unreleased" : version + " - ");
    assertThat(headings)
        .filteredOn(heading -> !heading.equals("Unreleased"))
        .allSatisfy(
            heading -> assertThat(heading).matches("\\d+\\.\\d+\\.\\d+ - \\d{4}-\\d\\d-\\d\\d"));
    assertThat(headings).doesNotHaveDuplicates();
  }

  @Test
  void changes_are_sorted_by_their_kind() throws IOException {
    assertThat(headings("### "))
        .isSubsetOf("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security");
  }

  @Test
  void each_change_is_an_item_below_its_kind() throws IOException {
    List<String> lines = Files.readAllLines(FILE);

    assertThat(lines.subList(lines.indexOf("### Added"), lines.size()))
        .allMatch(Pattern.compile("- \\S.*|  \\S.*|###? .*|").asMatchPredicate());
  }

  private static List<String> headings(String mark) throws IOException {
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines
          .filter(line -> line.startsWith(mark))
          .map(line -> line.substring(mark.length()))
          .toList();
    }
  }
}
