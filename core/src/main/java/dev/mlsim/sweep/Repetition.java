package dev.mlsim.sweep;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares two runs in which nothing goes wrong: they have to do the same. */
final class Repetition {
  private Repetition() {}

  /** In what they differ, in words, if they don't call the same in the same order. */
  static Optional<String> difference(Observed one, Observed other) {
    List<String> first = one.traceOfOperations();
    List<String> second = other.traceOfOperations();
    return first.equals(second)
        ? Optional.empty()
        : Optional.of(
            "the test does not repeat itself: in the first run it called "
                + odd(first, second)
                + ", in the second "
                + odd(second, first)
                + "; what differs may come from the wall's clock, from chance or from threads");
  }

  private static String odd(List<String> trace, List<String> other) {
    for (int i = 0; i < trace.size(); i++) {
      if (i >= other.size() || !trace.get(i).equals(other.get(i))) {
        return "[" + trace.get(i).strip() + "] as number " + (i + 1);
      }
    }
    return "nothing more after " + trace.size() + " calls";
  }

  /** The operations whose calls are about other names in the other run. */
  static Set<String> unsteadyNames(Observed one, Observed other) {
    Set<String> unsteady = new LinkedHashSet<>();
    for (int i = 0; i < one.calls().size(); i++) {
      if (!one.calls().get(i).key().equals(other.calls().get(i).key())) {
        unsteady.add(one.calls().get(i).key().operation());
      }
    }
    return unsteady;
  }
}
