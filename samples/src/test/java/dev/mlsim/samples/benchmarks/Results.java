package dev.mlsim.samples.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * The medians of all iterations, by names such as {@code DescribeBenchmark.sync:MLSIM}: of times in
 * nanoseconds, of throughputs a second.
 */
record Results(Map<String, Double> medians) {

  /** Copies the medians. */
  Results {
    medians = Map.copyOf(medians);
  }

  static Results of(Collection<RunResult> runs) {
    Map<String, Double> medians = new HashMap<>();
    for (RunResult run : runs) {
      BenchmarkParams params = run.getParams();
      StringBuilder name =
          new StringBuilder(
              params.getBenchmark().substring(Results.class.getPackageName().length() + 1));
      params.getParamsKeys().forEach(key -> name.append(':').append(params.getParam(key)));
      medians.put(name.toString(), run.getPrimaryResult().getStatistics().getPercentile(50));
    }
    return new Results(medians);
  }

  OptionalDouble of(String name) {
    Double median = medians.get(name);
    return median == null ? OptionalDouble.empty() : OptionalDouble.of(median);
  }

  /** How many times as much the one is as the other. */
  OptionalDouble ratio(String one, String other) {
    OptionalDouble divisor = of(other);
    return divisor.isPresent() ? divided(of(one), divisor.getAsDouble()) : divisor;
  }

  private static OptionalDouble divided(OptionalDouble value, double divisor) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / divisor) : value;
  }
}
