package dev.mlsim.samples.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark, or those whose names fit the arguments. */
public final class Benchmarks {
  private Benchmarks() {}

  /** Measures for a few minutes and prints a table. */
  public static void main(String[] args) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    if (args.length == 0) {
      options.include(Benchmarks.class.getPackageName());
    }
    for (String name : args) {
      options.include(name);
    }
    new Runner(
            options
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .build())
        .run();
  }
}
