package dev.mlsim.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What was measured, as tables in Markdown and notes below them. */
final class Report {
  private static final String CALLS =
      """
      | a call through the SDK | mlsim | signed floor | mlsim : signed | anonymous floor | mlsim : anonymous |
      |---|---|---|---|---|---|
      """;
  private static final String COSTS = "| | |\n|---|---|\n";
  private static final int COLUMNS_OF_CALLS = 6;

  private final List<String> lines = new ArrayList<>();

  /** A call beside both floors. */
  void call(String what, Race.Result result) {
    call(what, Race.MLSIM, result);
  }

  /** A call of one of mlsim's contenders beside both floors. */
  void call(String what, String contender, Race.Result result) {
    row(
        what,
        time(result.nanos(contender)),
        time(result.nanos(Race.SIGNED)),
        ratio(result.ratio(contender, Race.SIGNED)),
        time(result.nanos(Race.ANONYMOUS)),
        ratio(result.ratio(contender, Race.ANONYMOUS)));
  }

  /** One number. */
  void cost(String what, String measured) {
    row(what, measured);
  }

  /** How far a race was warmed up. */
  void warmth(String what, Race.Result result) {
    lines.add(
        String.format(
            Locale.ROOT,
            "- %s: counted after %,d calls of each; the last blocks of each then differed by %.1f %% at most",
            what,
            result.warmUp(),
            100 * result.spread()));
  }

  private void row(String... columns) {
    lines.add("| " + String.join(" | ", columns) + " |");
  }

  /** Adds what another report has. */
  void add(Stream<String> linesOfAnother) {
    linesOfAnother.forEach(lines::add);
  }

  /** The lines in the order in which they came: each a row of a table or a note. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The tables, then the notes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(CALLS);
    ofColumns(COLUMNS_OF_CALLS).forEach(line -> text.append(line).append('\n'));
    text.append('\n').append(COSTS);
    ofColumns(2).forEach(line -> text.append(line).append('\n'));
    text.append('\n');
    lines.stream().filter(line -> line.startsWith("- ")).forEach(n -> text.append(n).append('\n'));
    return text.toString();
  }

  private Stream<String> ofColumns(int columns) {
    return lines.stream()
        .filter(line -> line.startsWith("| "))
        .filter(line -> line.chars().filter(c -> c == '|').count() == columns + 1);
  }

  /** Such as {@code 1.23 x}. */
  static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f x", ratio);
  }

  /** In the unit that suits it. */
  static String time(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }
}
