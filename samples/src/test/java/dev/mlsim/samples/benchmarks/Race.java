package dev.mlsim.samples.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders that are measured in turn, a slice of each, so that whatever else the machine does
 * hits all alike. Only when none of them gets faster any more does anything count.
 */
final class Race {
  /** The floor with keys. */
  static final String SIGNED = "signed floor";

  /** The floor without. */
  static final String ANONYMOUS = "anonymous floor";

  /** The simulator. */
  static final String MLSIM = "mlsim";

  private static final int STABLE_BLOCKS = 4;
  private static final double STABLE = 0.03;

  private final Pace pace;
  private final Map<String, Work> contenders = new LinkedHashMap<>();
  private final List<String> order = new ArrayList<>();

  Race(Pace pace) {
    this.pace = pace;
  }

  Race with(String name, Work work) {
    contenders.put(name, work);
    order.add(name);
    return this;
  }

  /** Warms up, measures, and says what each call took. */
  Result run() {
    Map<String, List<Double>> warmUp = new LinkedHashMap<>();
    int calls = 0;
    while (calls < pace.warmUp() || (calls < pace.bound() && spread(warmUp) >= STABLE)) {
      add(block(), warmUp);
      calls += pace.block();
    }
    Map<String, List<Double>> blocks = new LinkedHashMap<>();
    for (int i = 0; i < pace.blocks(); i++) {
      add(block(), blocks);
    }
    return new Result(blocks, calls, spread(warmUp));
  }

  private static void add(Map<String, Double> block, Map<String, List<Double>> blocks) {
    block.forEach((name, took) -> blocks.computeIfAbsent(name, n -> new ArrayList<>()).add(took));
  }

  private Map<String, Double> block() {
    Map<String, List<Double>> slices = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> slices.put(name, new ArrayList<>()));
    for (int i = 0; i < pace.slices(); i++) {
      for (String name : order) {
        long took = requireNonNull(contenders.get(name)).times(pace.slice());
        requireNonNull(slices.get(name)).add((double) took / pace.slice());
      }
      Collections.rotate(order, 1);
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    slices.forEach((name, took) -> medians.put(name, median(took)));
    return medians;
  }

  /** By how much the last blocks differ, of the contender of which they differ most. */
  private static double spread(Map<String, List<Double>> blocks) {
    return blocks.values().stream()
        .mapToDouble(Race::spread)
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static double spread(List<Double> blocks) {
    if (blocks.size() < STABLE_BLOCKS) {
      return Double.POSITIVE_INFINITY;
    }
    List<Double> last = blocks.subList(blocks.size() - STABLE_BLOCKS, blocks.size());
    return Collections.max(last) / Collections.min(last) - 1;
  }

  /** The one in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * What was measured.
   *
   * @param blocks nanoseconds a call by contender, one for each block
   * @param warmUp calls of each contender before
   * @param spread by how much the last blocks of the warm-up differed at most
   */
  record Result(Map<String, List<Double>> blocks, int warmUp, double spread) {

    /** Nanoseconds a call. */
    double nanos(String name) {
      return median(of(name));
    }

    /** How many times the one is as much as the other: of each block, and of these the median. */
    double ratio(String one, String other) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < of(one).size(); i++) {
        ratios.add(of(one).get(i) / of(other).get(i));
      }
      return median(ratios);
    }

    private List<Double> of(String name) {
      return requireNonNull(blocks.get(name), name);
    }
  }
}
