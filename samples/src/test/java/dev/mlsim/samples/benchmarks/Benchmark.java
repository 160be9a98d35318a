package dev.mlsim.samples.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something that is measured, in a JVM of its own, so that none is compiled for another. */
@FunctionalInterface
interface Benchmark {
  /** All of them by name, in the order of the report. */
  Map<String, Benchmark> ALL = all();

  /** Measures, and reports. */
  void run(Pace pace, Report report);

  private static Map<String, Benchmark> all() {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("Start", StartBenchmark::run);
    all.put("Describe", DescribeBenchmark::sync);
    all.put("DescribeAsync", DescribeBenchmark::async);
    all.put("DescribeThreads", DescribeBenchmark::threads);
    all.put("Create", CreateBenchmark::run);
    all.put("List", ListBenchmark::run);
    all.put("Metrics", MetricsBenchmark::run);
    all.put("World", WorldBenchmark::run);
    all.put("Exchange", ExchangeBenchmark::run);
    all.put("Moves", MovesBenchmark::run);
    all.put("Year", YearBenchmark::run);
    all.put("Parity", ParityBenchmark::run);
    all.put("Heap", HeapBenchmark::run);
    all.put("WireMock", WireMockBenchmark::run);
    return all;
  }

  /** The one of that name. */
  static Benchmark named(String name) {
    return requireNonNull(ALL.get(name), name);
  }

  /** Runs the one of that name here, and prints the lines of its report. */
  static void main(String[] names) {
    Report report = new Report();
    for (String name : names) {
      named(name).run(Pace.THOROUGH, report);
    }
    report.lines().forEach(System.out::println);
  }
}
