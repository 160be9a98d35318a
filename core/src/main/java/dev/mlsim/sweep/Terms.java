package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a sweep is to be.
 *
 * @param name what it is called
 * @param survives the kinds under which the code must not give up
 * @param tells what the code may throw; anything but bugs where nothing is said
 * @param heals whether running it again must help
 * @param runs how many runs at most
 * @param depth how many things go wrong in a run at most, 1 or 2
 * @param thorough whether all kinds are tried
 * @param without the kinds that aren't tried
 * @param mayLeave the types of what may go on costing
 * @param nevers what must never be, by its words
 * @param only the trouble to be tried alone, if that is wanted
 * @param remembered what found something the last time, to be tried first
 */
record Terms(
    String name,
    Set<FaultKind> survives,
    List<Class<? extends Throwable>> tells,
    boolean heals,
    int runs,
    int depth,
    boolean thorough,
    Set<FaultKind> without,
    Set<String> mayLeave,
    Map<String, Predicate<? super Simulator>> nevers,
    Optional<Trouble> only,
    List<Trouble> remembered) {
  static final int RUNS = 200;
  static final int DEPTH = 2;
  static final int LEAST = 3;

  Terms {
    survives = Set.copyOf(survives);
    tells = List.copyOf(tells);
    without = Set.copyOf(without);
    mayLeave = Set.copyOf(mayLeave);
    nevers = new LinkedHashMap<>(nevers);
    remembered = List.copyOf(new ArrayList<>(remembered));
    if (runs < LEAST) {
      throw new IllegalArgumentException(
          "mlsim: a sweep cannot have ["
              + runs
              + "] runs: two are clean, so that it takes 3 or more");
    }
    if (depth != 1 && depth != 2) {
      throw new IllegalArgumentException(
          "mlsim: a sweep lets 1 or 2 things go wrong in a run, not [" + depth + "]");
    }
  }

  boolean tries(FaultKind kind) {
    return (thorough || !kind.isThorough()) && !without.contains(kind);
  }
}
