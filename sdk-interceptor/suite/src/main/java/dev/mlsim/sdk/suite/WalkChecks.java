package dev.mlsim.sdk.suite;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.mlsim.service.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Random walks over each type: short ones of the same seed in every build, many long ones under the
 * profile {@code fuzz}. What fails is shrunk to the steps that matter, as a line for {@code
 * walks.txt}, of which each is gone again in every build.
 */
final class WalkChecks {
  private static final String KEPT = "/dev/mlsim/sdk/suite/walks.txt";
  private static final int STEPS = 12;
  private static final int LONG = 60;

  private final ServiceSuite suite;

  WalkChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  Stream<DynamicNode> of(ResourceType type) {
    if (!suite.canMake(type)) {
      return Stream.empty();
    }
    Stream<DynamicNode> kept =
        kept(type).map(line -> dynamicTest("kept " + line, () -> go(type, seeds(line))));
    return Stream.concat(
        kept, Stream.of(dynamicTest("random walks of " + type.name(), () -> random(type))));
  }

  private void random(ResourceType type) {
    Optional<String> before = FailedCases.of(thing(type));
    if (before.isPresent()) {
      go(type, seeds(before.get()));
      FailedCases.forget(thing(type));
    }
    for (int round = 0; round < Math.max(1, Fuzz.ROUNDS); round++) {
      int seed = Fuzz.SEED + round;
      go(type, Fuzz.seeds(seed, Fuzz.ROUNDS == 0 ? STEPS : LONG));
    }
  }

  private void go(ResourceType type, List<Integer> steps) {
    Optional<AssertionError> failed = failure(type, steps);
    if (failed.isPresent()) {
      List<Integer> fewest = Fuzz.shrunk(steps, some -> failure(type, some).isPresent());
      AssertionError least = failure(type, fewest).orElse(failed.get());
      String line = (type.name() + " " + fewest).replaceAll("[\\[\\],]", "");
      FailedCases.remember(thing(type), line);
      throw new AssertionError(
          "a case for walks.txt: [" + line + "]: " + least.getMessage(), least);
    }
  }

  private static String thing(ResourceType type) {
    return "walk-" + type.name();
  }

  private Optional<AssertionError> failure(ResourceType type, List<Integer> steps) {
    try {
      new RandomWalk(suite, type, Fuzz.SEED).go(steps);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  private static List<Integer> seeds(String line) {
    return Stream.of(line.split(" ")).skip(1).map(Integer::valueOf).toList();
  }

  private static Stream<String> kept(ResourceType type) {
    try (InputStream in = WalkChecks.class.getResourceAsStream(KEPT)) {
      String all = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().filter(line -> line.startsWith(type.name() + " "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
