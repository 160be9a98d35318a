package dev.mlsim.services.sagemaker.lineage;

import dev.mlsim.lifecycle.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A walk through the graph, breadth first. For one use. */
final class Walk {
  /** An edge, as it was followed. */
  private record Step(String from, String to, Resource edge) {}

  private final Map<String, List<Resource>> leaving = new HashMap<>();
  private final Map<String, List<Resource>> arriving = new HashMap<>();
  private final Map<String, Integer> depths = new LinkedHashMap<>(); // in order of finding
  private final List<Step> steps = new ArrayList<>();
  private final Collection<Resource> edges;

  Walk(Collection<Resource> edges) {
    this.edges = edges;
    for (Resource edge : edges) {
      leaving.computeIfAbsent(source(edge), arn -> new ArrayList<>()).add(edge);
      arriving.computeIfAbsent(destination(edge), arn -> new ArrayList<>()).add(edge);
    }
  }

  private static String source(Resource edge) {
    return edge.attributes().path("SourceArn").asText();
  }

  private static String destination(Resource edge) {
    return edge.attributes().path("DestinationArn").asText();
  }

  /** Starts there. */
  void start(List<String> arns) {
    arns.forEach(arn -> depths.put(arn, 0));
  }

  /** Takes every edge there is. */
  void everything() {
    edges.forEach(edge -> steps.add(new Step(source(edge), destination(edge), edge)));
  }

  /** Follows edges upwards, downwards, or both from each that it comes to. */
  void along(boolean up, boolean down, int deepest) {
    Deque<String> ahead = new ArrayDeque<>(depths.keySet());
    while (!ahead.isEmpty()) {
      String at = ahead.remove();
      if (depths.getOrDefault(at, 0) < deepest) {
        if (up) {
          arriving.getOrDefault(at, List.of()).forEach(e -> step(at, source(e), e, ahead));
        }
        if (down) {
          leaving.getOrDefault(at, List.of()).forEach(e -> step(at, destination(e), e, ahead));
        }
      }
    }
  }

  private void step(String from, String to, Resource edge, Deque<String> ahead) {
    steps.add(new Step(from, to, edge));
    if (depths.putIfAbsent(to, depths.getOrDefault(from, 0) + 1) == null) {
      ahead.add(to);
    }
  }

  /** Those it came to that are asked for. */
  Set<String> found(Predicate<String> asked) {
    Set<String> found = new LinkedHashSet<>();
    depths.keySet().stream().filter(asked).forEach(found::add);
    return found;
  }

  /** Those, and what lies on the shortest ways to them. */
  Set<String> onPathsTo(Set<String> found) {
    Set<String> on = new HashSet<>(found);
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      boolean leadsOn = depths.getOrDefault(step.to(), 0) > depths.getOrDefault(step.from(), 0);
      if (leadsOn && on.contains(step.to())) {
        on.add(step.from());
      }
    }
    return on;
  }

  /** Those, in the order in which they were found. */
  List<String> ordered(Set<String> arns) {
    return depths.keySet().stream().filter(arns::contains).toList();
  }

  /** The edges that were followed between those, of which the later one is on the page. */
  Collection<Resource> edgesAmong(List<String> shown, Set<String> page) {
    Map<String, Integer> places = new HashMap<>();
    shown.forEach(arn -> places.put(arn, places.size()));
    Set<Resource> among = new LinkedHashSet<>();
    for (Step step : steps) {
      Integer from = places.get(step.from());
      Integer to = places.get(step.to());
      if (from != null && to != null && page.contains(from > to ? step.from() : step.to())) {
        among.add(step.edge());
      }
    }
    return among;
  }
}
