package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.control.Regions;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The worlds behind an endpoint: one a region, made when the first call for it comes, with the
 * settings of the one it was opened with, and with its objects. Safe for threads.
 */
final class RegionWorlds implements Regions {
  private static final int BOUND = 100;

  private final Simulator first;
  private final Consumer<Simulator> setUp;
  private final TreeMap<String, World> byRegion = new TreeMap<>();

  /** Begins with this world; each of them, this one too, is set up first. */
  RegionWorlds(Simulator first, Consumer<Simulator> setUp) {
    this.first = first;
    this.setUp = setUp;
    setUp.accept(first);
    byRegion.put(first.region(), new World(first));
  }

  /** A simulator, and the way in that lets late answers come late on its clock. */
  private record World(Simulator simulator, Doorway doorway) {
    World(Simulator simulator) {
      this(
          simulator,
          new TimelyDoorway(
              request -> whole(simulator.exchange(request)), new SdkTime(simulator.clock())));
    }

    /** A socket's time is not the clock's: what comes in parts comes with the last of them. */
    private static WireReply whole(WireReply reply) {
      return reply instanceof WireResponse response && !response.parts().isEmpty()
          ? response.whole()
          : reply;
    }
  }

  @Override
  public Simulator first() {
    return first;
  }

  @Override
  public synchronized List<Simulator> all() {
    return byRegion.values().stream().map(World::simulator).toList();
  }

  /**
   * Into the world of the region that a request is signed for; the first one if it isn't. A link
   * makes no world, since anybody can follow it.
   *
   * @throws IllegalArgumentException if no region is named like that
   * @throws IllegalStateException if there are too many, or it is a link for one that isn't there
   */
  Doorway doorway(WireRequest request) {
    Optional<Scope> scope = Scope.of(request);
    String region = scope.map(Scope::region).orElse(first.region());
    if (scope.filter(s -> s.presigned() && s.service().equals("s3")).isPresent()
        && find(region).isEmpty()) {
      region = first.region(); // all regions have the same objects
    }
    if (scope.filter(Scope::presigned).isPresent() && find(region).isEmpty()) {
      throw new IllegalStateException(
          "mlsim: there is no world in [" + region + "], and a link makes none");
    }
    return world(region).doorway();
  }

  @Override
  public synchronized Optional<Simulator> find(String region) {
    return Optional.ofNullable(byRegion.get(region)).map(World::simulator);
  }

  @Override
  public Simulator of(String region) {
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
    Simulator simulator = first.toBuilder().region(region).sharingObjectsOf(first).build();
    setUp.accept(simulator);
    World made = new World(simulator);
    byRegion.put(region, made);
    return made;
  }
}
