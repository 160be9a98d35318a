package dev.mlsim.sdk.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** How much is tried at random, from which seed, and how what fails is made small. */
final class Fuzz {
  /** {@code -Dmlsim.fuzz=20}: so many long rounds; 0, the default, is one short one. */
  static final int ROUNDS = Integer.getInteger("mlsim.fuzz", 0);

  /** {@code -Dmlsim.fuzz.seed=7}: where the rounds begin. */
  static final int SEED = Integer.getInteger("mlsim.fuzz.seed", 1);

  private static final int TRIES = 80;

  private Fuzz() {}

  /** So many seeds that follow from one. */
  static List<Integer> seeds(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> seeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seeds.add(random.nextInt(1_000_000));
    }
    return seeds;
  }

  /** As few as still fail: leaves out halves, then quarters, and so on to single ones. */
  static <T> List<T> shrunk(List<T> failing, Predicate<List<T>> fails) {
    List<T> least = failing;
    int tries = 0;
    for (int size = Math.max(1, least.size() / 2); size > 0 && tries < TRIES; ) {
      boolean smaller = false;
      for (int from = 0; from < least.size() && tries < TRIES; from += size) {
        List<T> without = new ArrayList<>(least);
        without.subList(from, Math.min(least.size(), from + size)).clear();
        tries++;
        if (!without.isEmpty() && fails.test(without)) {
          least = without;
          smaller = true;
          from -= size;
        }
      }
      size = smaller && size <= least.size() ? size : size / 2;
    }
    return least;
  }
}
