package dev.mlsim.samples.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** Runs every benchmark, or those whose names hold one of the arguments, and prints a report. */
public final class Benchmarks {
  private static final List<String> OPTIONS = List.of("-Xmx4g");

  private Benchmarks() {}

  /** Measures for some minutes and prints tables as {@code samples/COSTS.md} has them. */
  public static void main(String[] wanted) {
    Report report = new Report();
    for (String name : Benchmark.ALL.keySet()) {
      if (wanted.length == 0 || Stream.of(wanted).anyMatch(name::contains)) {
        System.err.println("measuring " + name);
        report.add(Java.run(Benchmark.class, OPTIONS, List.of(name)).lines());
      }
    }
    System.out.println();
    System.out.print(report);
  }
}
