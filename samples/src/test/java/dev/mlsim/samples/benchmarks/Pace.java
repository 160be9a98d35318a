package dev.mlsim.samples.benchmarks;

/**
 * How thoroughly to measure. A <em>slice</em> is a few calls whose processor time is taken at once;
 * a <em>block</em> is some slices, of which the median counts.
 *
 * @param slice calls of a slice
 * @param slices slices of a block
 * @param warmUp calls of each contender before anything counts
 * @param bound calls after which the warm-up ends even if one of them is not stable
 * @param blocks blocks that count
 * @param shots how often what takes seconds is done
 * @param scale what numbers of jobs and worlds are divided by
 */
record Pace(int slice, int slices, int warmUp, int bound, int blocks, int shots, int scale) {
  /** For numbers that are told to others. */
  static final Pace THOROUGH = new Pace(100, 10, 40_000, 80_000, 15, 3, 1);

  /** Only shows that everything runs. */
  static final Pace QUICK = new Pace(1, 2, 4, 8, 1, 1, 1_000);

  /** The same blocks in slices of so many calls. */
  Pace inSlicesOf(int calls) {
    int size = of(calls);
    int perBlock = Math.max(1, block() / size);
    return new Pace(size, perBlock, warmUp, bound, blocks, shots, scale);
  }

  /** A tenth of the calls, for what takes milliseconds. */
  Pace tenth() {
    int fewer = Math.max(1, slice / 10);
    return new Pace(fewer, slices, warmUp / 10, bound / 10, blocks, shots, scale);
  }

  /** One call a block, for what takes seconds, after two for warming up. */
  Pace single() {
    return new Pace(1, 1, 2, 2, shots, shots, scale);
  }

  /** So many, or fewer if it has to be quick, but one at least. */
  int of(int number) {
    return Math.max(1, number / scale);
  }

  /** Calls of a block. */
  int block() {
    return slice * slices;
  }
}
