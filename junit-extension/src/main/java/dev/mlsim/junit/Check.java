package dev.mlsim.junit;

import dev.mlsim.Invariants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/** Looks at a world when its test is over: is it sound, and has the test left nothing behind? */
final class Check {
  private Check() {}

  static Optional<AssertionError> of(World world, Declared declared) {
    List<String> unsound = Invariants.violations(world.simulator());
    if (!unsound.isEmpty()) {
      return failure(
          "the world of [" + declared + "] is unsound, which is a mistake in mlsim", unsound);
    }
    List<String> complaints = new ArrayList<>();
    for (Strict strict : world.settings().strictness()) {
      complaints.addAll(
          strict.complaints(world.simulator(), world.lenient(), world.outside().refused()));
    }
    return complaints.isEmpty()
        ? Optional.empty()
        : failure(
            "[" + declared + "] passed, but strict = " + world.settings().strictness() + " finds",
            complaints);
  }

  private static Optional<AssertionError> failure(String title, List<String> lines) {
    return Optional.of(
        new AssertionFailedError("mlsim: " + title + "\n  - " + String.join("\n  - ", lines)));
  }
}
