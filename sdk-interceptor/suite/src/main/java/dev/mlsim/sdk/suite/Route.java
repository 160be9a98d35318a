package dev.mlsim.sdk.suite;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.lifecycle.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How to bring a resource to a state: legs, each a trigger and the state to wait for then.
 *
 * @param legs the legs, the first one that of the creation
 */
record Route(List<Leg> legs) {

  record Leg(String trigger, State to) {}

  Route {
    legs = List.copyOf(legs);
  }

  State end() {
    return last().to();
  }

  Leg last() {
    return legs.get(legs.size() - 1);
  }

  private Route and(Leg leg) {
    List<Leg> more = new ArrayList<>(legs);
    more.add(leg);
    return new Route(more);
  }

  /** The shortest routes to all states that can be reached by triggers that can be pulled. */
  static Map<State, Route> all(Lifecycle table, Predicate<String> canPull) {
    Map<State, Route> routes = new LinkedHashMap<>();
    Deque<Route> open = new ArrayDeque<>();
    extend(new Route(List.of()), table.creation(), routes, open);
    while (!open.isEmpty()) {
      Route route = open.removeFirst();
      for (String trigger : table.triggersFrom(route.end())) {
        if (canPull.test(trigger)) {
          extend(route, table.way(trigger, route.end()).orElseThrow(), routes, open);
        }
      }
    }
    return routes;
  }

  private static void extend(Route to, Way way, Map<State, Route> routes, Deque<Route> open) {
    for (Step step : way.steps()) {
      boolean visible = !step.stay().equals(Optional.of(Duration.ZERO));
      if (visible && !routes.containsKey(step.state())) {
        Route longer = to.and(new Leg(way.trigger(), step.state()));
        routes.put(step.state(), longer);
        open.add(longer);
      }
    }
  }
}
