package dev.mlsim.clock;

import org.jspecify.annotations.Nullable;

/** What went wrong during one movement of time: the first failure, and the others suppressed. */
final class Failures {
  private static final int MAX_SUPPRESSED = 100;

  private @Nullable RuntimeException first;
  private int more;

  void add(RuntimeException failure) {
    if (first == null) {
      first = failure;
      return;
    }
    more++;
    if (more <= MAX_SUPPRESSED && failure != first) {
      first.addSuppressed(failure);
    }
  }

  /** Throws the first failure, if there is one. */
  void throwIfAny() {
    if (first == null) {
      return;
    }
    if (more > MAX_SUPPRESSED) {
      first.addSuppressed(
          new IllegalStateException(
              "mlsim: "
                  + Refusal.count(more - MAX_SUPPRESSED)
                  + " further failures are not shown"));
    }
    throw first;
  }
}
