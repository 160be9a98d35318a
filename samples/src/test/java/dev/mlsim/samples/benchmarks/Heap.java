package dev.mlsim.samples.benchmarks;

import java.util.Locale;
import java.util.function.Supplier;

/** How much heap something keeps. */
final class Heap {
  private Heap() {}

  /** Bytes that the thing keeps, after the garbage is collected. */
  static long keptBy(Supplier<?> made) {
    long before = used();
    Object kept = made.get();
    long after = used();
    if (kept.hashCode() == 0 && kept.equals("")) {
      throw new AssertionError("it has to be kept until here");
    }
    return after - before;
  }

  /** Such as {@code 1.4 kB}. */
  static String kilobytes(long bytes, int things) {
    return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3 / things);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
