package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The worlds behind an endpoint: one a region, made when the first call for it comes, with the
 * settings of the one it was opened with. Safe for threads.
 */
final class RegionWorlds {
  private static final int BOUND = 100;
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/,]*/[^/,]*/([^/,]+)/");

  private final Simulator first;
  private final TreeMap<String, World> byRegion = new TreeMap<>();

  RegionWorlds(Simulator first) {
    this.first = first;
    byRegion.put(first.region(), new World(first));
  }

  /** A simulator, and the way in that lets late answers come late on its clock. */
  private record World(Simulator simulator, Doorway doorway) {
    World(Simulator simulator) {
      this(simulator, new TimelyDoorway(simulator::exchange, new SdkTime(simulator.clock())));
    }
  }

  Simulator first() {
    return first;
  }

  synchronized List<Simulator> all() {
    return byRegion.values().stream().map(World::simulator).toList();
  }

  /** Into the world of the region that a request is signed for; the first one if it isn't. */
  Doorway doorway(WireRequest request) {
    return world(region(request).orElse(first.region())).doorway();
  }

  private static Optional<String> region(WireRequest request) {
    Matcher scope = SCOPE.matcher(request.header("Authorization").orElse(""));
    return scope.find() ? Optional.of(scope.group(1)) : Optional.empty();
  }

  /**
   * The world of a region.
   *
   * @throws IllegalArgumentException if no region is named like that
   * @throws IllegalStateException if there are too many
   */
  Simulator of(String region) {
    return world(region).simulator();
  }

  private synchronized World world(String region) {
    World known = byRegion.get(region);
    if (known != null) {
      return known;
    }
    if (byRegion.size() == BOUND) {
      throw new IllegalStateException(
          "mlsim: cannot make a world in ["
              + region
              + "]: an endpoint is bounded at "
              + BOUND
              + " regions");
    }
    World made = new World(first.toBuilder().region(region).build());
    byRegion.put(region, made);
    return made;
  }
}
