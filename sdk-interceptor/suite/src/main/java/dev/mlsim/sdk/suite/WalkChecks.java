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
  private static final int SHORT = 9;
  private static final int SHORTER = 6;
  private static final int LONG = 20;
  private static final int MANY = 1000;
  private static final int LONGEST = 60;

  private final ServiceSuite suite;

  WalkChecks(ServiceSuite suite) {
    this.suite = suite;
  }

  /** The walks of a single type. */
  Stream<DynamicNode> of(ResourceType type) {
    if (!suite.canMake(type)) {
      return Stream.empty();
    }
    Stream<DynamicNode> calm = walks(type.name(), List.of(type), Weather.CALM, SHORT);
    return Stream.concat(
        calm,
        Stream.of(Weather.SCARCE, Weather.FAILING)
            .filter(weather -> weather.concerns(suite.service(), type))
            .flatMap(
                weather -> walks(weather + "-" + type.name(), List.of(type), weather, SHORTER)));
  }

  /** The walks among neighbours, when all is calm and in one other weather; long ones in each. */
  Stream<DynamicNode> among(List<String> names) {
    List<ResourceType> types =
        names.stream().map(name -> suite.service().types().get(name)).toList();
    List<Weather> foul = List.of(Weather.SCARCE, Weather.FAILING, Weather.SCRIPTED, Weather.ROUGH);
    Weather one = foul.get(Math.floorMod(names.hashCode(), foul.size()));
    return (Fuzz.ROUNDS > 0 ? Stream.of(Weather.values()) : Stream.of(Weather.CALM, one))
        .flatMap(weather -> walks(weather + "-" + names.get(0), types, weather, LONG));
  }

  private Stream<DynamicNode> walks(
      String thing, List<ResourceType> types, Weather weather, int steps) {
    Tour tour = new Tour(thing, types, weather);
    Stream<DynamicNode> kept =
        kept(thing).map(line -> dynamicTest("kept " + line, () -> go(tour, seeds(line))));
    return Stream.concat(
        kept, Stream.of(dynamicTest("random walks of " + thing, () -> random(tour, steps))));
  }

  private record Tour(String thing, List<ResourceType> types, Weather weather) {
    String file() {
      return "walk-" + thing;
    }
  }

  private void random(Tour tour, int steps) {
    Optional<String> before = FailedCases.of(tour.file());
    if (before.isPresent()) {
      go(tour, seeds(before.get()));
      FailedCases.forget(tour.file());
    }
    for (int round = 0; round < Math.max(1, Fuzz.ROUNDS); round++) {
      int seed = Fuzz.SEED + round + Math.floorMod(tour.thing().hashCode(), MANY);
      go(tour, Fuzz.seeds(seed, Fuzz.ROUNDS == 0 ? steps : LONGEST));
    }
  }

  private void go(Tour tour, List<Integer> steps) {
    Optional<AssertionError> failed = failure(tour, steps);
    if (failed.isPresent()) {
      List<Integer> fewest = Fuzz.shrunk(steps, some -> failure(tour, some).isPresent());
      AssertionError least = failure(tour, fewest).orElse(failed.get());
      String line = (tour.thing() + " " + fewest).replaceAll("[\\[\\],]", "");
      FailedCases.remember(tour.file(), line);
      throw new AssertionError(
          "a case for walks.txt: [" + line + "]: " + least.getMessage(), least);
    }
  }

  private Optional<AssertionError> failure(Tour tour, List<Integer> steps) {
    try {
      new RandomWalk(suite, tour.types(), tour.weather(), Fuzz.SEED).go(steps);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  private static List<Integer> seeds(String line) {
    return Stream.of(line.split(" ")).skip(1).map(Integer::valueOf).toList();
  }

  private static Stream<String> kept(String thing) {
    try (InputStream in = WalkChecks.class.getResourceAsStream(KEPT)) {
      String all = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().filter(line -> line.startsWith(thing + " "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
