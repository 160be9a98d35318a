package dev.mlsim.service;

import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a resource costs while it is in some of its states, in hours of a unit and not in money. How
 * many units are in use is asked whenever the resource has moved, and holds until it moves again.
 *
 * @param unit the unit's name, such as {@code inference-unit}; a glob such as {@code ml.*} where it
 *     depends on the resource
 * @param states the states in which it costs
 * @param begun whether it costs yet, where the states alone don't say; until then it is on its way
 * @param usage the units in use by name, for a resource in one of the states
 */
public record Rate(
    String unit,
    Set<State> states,
    Predicate<Resource> begun,
    Function<Resource, Map<String, Long>> usage) {

  /** Copies. */
  public Rate {
    states = Set.copyOf(states);
  }

  /** A rate in one unit. */
  public static Rate of(String unit, ToLongFunction<Resource> units) {
    return byName(unit, resource -> Map.of(unit, units.applyAsLong(resource)));
  }

  /** A rate in units that depend on the resource, such as its instance types. */
  public static Rate byName(String glob, Function<Resource, Map<String, Long>> usage) {
    return new Rate(glob, Set.of(), resource -> true, usage);
  }

  /** A unit of work that is charged when it is done, by {@link World#charge}. */
  public static Rate ofWork(String unit) {
    return byName(unit, resource -> Map.of());
  }

  /** The same rate, for these states. */
  public Rate during(String... names) {
    Set<State> these = Stream.of(names).map(State::of).collect(Collectors.toSet());
    if (these.contains(State.GONE)) {
      throw new IllegalArgumentException(
          "mlsim: a rate of [" + unit + "] is declared for what is gone, which costs nothing");
    }
    return new Rate(unit, these, begun, usage);
  }

  /** The same rate, from when the predicate holds on; before, it is on its way. */
  public Rate once(Predicate<Resource> costs) {
    return new Rate(unit, states, costs, usage);
  }

  /** What will be in use if the resource comes to one of the states, as far as one can say now. */
  public Map<String, Long> coming(Resource resource, Plan ahead) {
    return states.stream().anyMatch(ahead.states()::contains) ? usage.apply(resource) : Map.of();
  }

  /** What is in use now. */
  public Map<String, Long> now(Resource resource) {
    return states.contains(resource.state()) && begun.test(resource)
        ? usage.apply(resource)
        : Map.of();
  }
}
