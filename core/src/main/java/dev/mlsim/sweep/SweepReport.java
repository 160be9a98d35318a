package dev.mlsim.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep has found: as a value, as text, and as a page for a browser. The same sweep of the
 * same code gives the same report.
 *
 * @param name what was swept
 * @param trials every run, in order
 * @param notes what else there is to know
 * @param planned what was to go wrong, one thing at a time
 */
public record SweepReport(
    String name, List<Trial> trials, List<String> notes, List<Trouble> planned) {

  /** Copies. */
  public SweepReport {
    trials = List.copyOf(trials);
    notes = List.copyOf(notes);
    planned = List.copyOf(planned);
  }

  /** How many runs came to a verdict. */
  public long count(Verdict verdict) {
    return trials.stream().filter(trial -> trial.verdict() == verdict).count();
  }

  /** The runs in which something is to be mended. */
  public List<Trial> red() {
    return trials.stream().filter(Trial::isRed).toList();
  }

  /** One run for each distinct fault, the one with the least trouble. */
  public List<Trial> findings() {
    return likes().values().stream().map(same -> same.get(0)).toList();
  }

  /** The runs that found the same, by what they have in common; that with the least comes first. */
  Map<String, List<Trial>> likes() {
    Map<String, List<Trial>> likes = new LinkedHashMap<>();
    red().forEach(t -> likes.computeIfAbsent(t.signature(), s -> new ArrayList<>()).add(t));
    likes
        .values()
        .forEach(
            same ->
                same.sort(
                    Comparator.comparingInt((Trial trial) -> trial.trouble().harms().size())
                        .thenComparing(trial -> trial.trouble().kind().isBlanket())));
    return likes;
  }

  /** Whether the test failed before anything went wrong. */
  public boolean isOfNoUse() {
    return trials.stream().anyMatch(trial -> trial.trouble().isNone() && trial.isRed());
  }

  /** The report as text, which a terminal shows. */
  public String text() {
    return ReportText.of(this);
  }

  /** The report as a page: calls and resources against what went wrong. */
  public String html() {
    return SweepPage.of(this);
  }

  /**
   * Writes the page to a file, and the story of each distinct fault beside it.
   *
   * @throws IOException if that fails
   */
  public void writeTo(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Path parent = whole.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(whole, html().getBytes(StandardCharsets.UTF_8));
    for (Trial trial : findings()) {
      if (trial.story().isPresent()) {
        trial.story().get().writeTo(whole.resolveSibling(storyFile(trial)));
      }
    }
  }

  String storyFile(Trial trial) {
    return name.replaceAll("[^A-Za-z0-9_.$-]", "_") + "-run-" + trial.number() + ".html";
  }

  /**
   * Fails if something is to be mended.
   *
   * @throws AssertionError if so; its message is the report
   */
  public void check() {
    if (!red().isEmpty()) {
      AssertionError error = new AssertionError(text());
      causes(findings()).forEach(error::addSuppressed);
      throw error;
    }
  }

  private static Collection<Throwable> causes(List<Trial> findings) {
    return findings.stream().flatMap(trial -> trial.failure().stream()).limit(10).toList();
  }

  @Override
  public String toString() {
    return text();
  }
}
