package dev.mlsim.samples.benchmarks;

import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark, or those whose names fit the arguments, and prints what they say. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Measures for a few minutes and prints a report. */
  public static void main(String[] names) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    if (names.length == 0) {
      options.include(Benchmarks.class.getPackageName());
    }
    for (String name : names) {
      options.include(name);
    }
    Results results =
        Results.of(
            new Runner(
                    options
                        .forks(1)
                        .jvmArgs("-Xms3g", "-Xmx3g")
                        .warmupIterations(4)
                        .warmupTime(TimeValue.milliseconds(800))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(800))
                        .shouldFailOnError(true)
                        .build())
                .run());
    boolean heap =
        names.length == 0 || Stream.of(names).anyMatch(name -> "Heap".matches(".*" + name + ".*"));
    System.out.println();
    System.out.print(Report.of(results, heap ? Optional.of(Heap.measured()) : Optional.empty()));
  }
}
