package dev.mlsim.samples.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts what was measured beside its yardsticks; what was not measured is left out. */
final class Report {
  private static final double MICROS = 1e3;
  private static final double SECONDS = 1e9;

  private final Results results;
  private final StringBuilder text = new StringBuilder();

  private Report(Results results) {
    this.results = results;
  }

  /** The report as text, in tables for people. */
  static String of(Results results, Optional<Heap> heap) {
    Report report = new Report(results);
    report.calls();
    report.costs();
    report.threads();
    heap.ifPresent(report::heap);
    report.growth();
    return report.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format + "%n", values));
  }

  private void calls() {
    line("A call through the SDK; the floor is the same client with canned bytes (aim: 1.1 x)");
    line("%-24s %10s %10s %10s %10s %10s", "", "mlsim", "floor", "x floor", "WireMock", "x mlsim");
    for (String call : List.of("Describe", "Create")) {
      for (String way : List.of("sync", "async")) {
        String name = call + "Benchmark." + way;
        line(
            "%-24s %10s %10s %10s %10s %10s",
            call + "TrainingJob " + way,
            time(results.of(name + ":MLSIM")),
            time(results.of(name + ":CANNED")),
            ratio(results.ratio(name + ":MLSIM", name + ":CANNED")),
            time(results.of(name + ":WIREMOCK")),
            ratio(results.ratio(name + ":WIREMOCK", name + ":MLSIM")));
      }
    }
    line("");
  }

  private void costs() {
    line("%-58s %10s %10s %10s", "", "measured", "aim", "of aim");
    cost("a bare exchange of a Describe", "ExchangeBenchmark.describe", 3 * MICROS);
    cost("a bare exchange of a Create", "ExchangeBenchmark.create", 0);
    cost("a world", "WorldBenchmark.world", 100 * MICROS);
    cost("a world, its client, a first job", "WorldBenchmark.worldClientAndFirstJob", 0);
    cost("1,000,000 timers on the clock", "AdvanceBenchmark.timers:1000000", 2 * SECONDS);
    cost("1,000,000 moves of training jobs", "AdvanceBenchmark.jobs:1000000", 2 * SECONDS);
    cost("the first 100 of 100,000 jobs", "ListBenchmark.firstPage:100000", 0);
    cost("all of 100,000 jobs, filtered by name and status", "ListBenchmark.filtered:100000", 0);
    cost("all of 100,000 jobs, 100 a page", "ListBenchmark.allPages:100000", 0);
    cost("all of 100,000 jobs by name, 100 a page", "ListBenchmark.allPagesByName:100000", 0);
    cost("JVM start to first answer", "StartBenchmark.simulated", 0);
    cost("JVM start to first answer, canned: the floor", "StartBenchmark.canned", 0);
    line("");
  }

  private void cost(String what, String name, double aim) {
    OptionalDouble measured = results.of(name);
    if (measured.isPresent()) {
      boolean aimed = aim > 0;
      line(
          "%-58s %10s %10s %10s",
          what,
          time(measured),
          aimed ? time(OptionalDouble.of(aim)) : "",
          aimed ? ratio(OptionalDouble.of(measured.getAsDouble() / aim)) : "");
    }
  }

  private void threads() {
    OptionalDouble one = results.of("ThreadsBenchmark.one");
    OptionalDouble eight = results.of("ThreadsBenchmark.eight");
    if (one.isPresent() && eight.isPresent()) {
      line(
          "Describes a second on one world, %d processors: %,.0f by 1 thread, %,.0f by 8 (%s)",
          Runtime.getRuntime().availableProcessors(),
          one.getAsDouble(),
          eight.getAsDouble(),
          ratio(OptionalDouble.of(eight.getAsDouble() / one.getAsDouble())));
      line("");
    }
  }

  private void heap(Heap heap) {
    line("Heap of a job besides its own input of %,.0f bytes (aim: 2,048 bytes)", heap.input());
    line("%-58s %,10.0f bytes", "at work", heap.moving() - heap.input());
    line("%-58s %,10.0f bytes", "completed, with the model it left", heap.done() - heap.input());
    line("");
  }

  private void growth() {
    line("%-58s %10s %10s %10s", "Growth, small to large", "cost", "n", "n log n");
    growth("moves of timers", "AdvanceBenchmark.timers", 100_000, 1_000_000);
    growth("moves of training jobs", "AdvanceBenchmark.jobs", 100_000, 1_000_000);
    growth("a first page", "ListBenchmark.firstPage", 10_000, 100_000);
    growth("all pages, filtered", "ListBenchmark.filtered", 10_000, 100_000);
    growth("all pages", "ListBenchmark.allPages", 10_000, 100_000);
    growth("all pages by name", "ListBenchmark.allPagesByName", 10_000, 100_000);
  }

  private void growth(String what, String name, int small, int large) {
    OptionalDouble grown = results.ratio(name + ":" + large, name + ":" + small);
    if (grown.isPresent()) {
      double n = (double) large / small;
      line(
          "%-58s %10s %10s %10s",
          String.format(Locale.ROOT, "%s, %,d to %,d", what, small, large),
          ratio(grown),
          ratio(OptionalDouble.of(n)),
          ratio(OptionalDouble.of(n * Math.log(large) / Math.log(small))));
    }
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f x", ratio.getAsDouble()) : "-";
  }

  private static String time(OptionalDouble nanos) {
    if (nanos.isEmpty()) {
      return "-";
    }
    double value = nanos.getAsDouble();
    if (value < 1e6) {
      return String.format(Locale.ROOT, "%.1f us", value / 1e3);
    }
    return value < 1e9
        ? String.format(Locale.ROOT, "%.1f ms", value / 1e6)
        : String.format(Locale.ROOT, "%.2f s", value / 1e9);
  }
}
