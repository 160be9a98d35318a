package dev.mlsim.assertj;

import dev.mlsim.lifecycle.State;
import java.util.List;

/** The states that a test expects, in order; {@value #ANY} stands for any states, or none. */
final class Walk {
  static final String ANY = "...";

  private Walk() {}

  static boolean matches(List<String> walked, List<String> expected) {
    if (expected.isEmpty()) {
      return walked.isEmpty();
    }
    List<String> rest = expected.subList(1, expected.size());
    if (expected.get(0).equals(ANY)) {
      for (int from = 0; from <= walked.size(); from++) {
        if (matches(walked.subList(from, walked.size()), rest)) {
          return true;
        }
      }
      return false;
    }
    return !walked.isEmpty()
        && State.of(walked.get(0)).isCalled(expected.get(0))
        && matches(walked.subList(1, walked.size()), rest);
  }
}
