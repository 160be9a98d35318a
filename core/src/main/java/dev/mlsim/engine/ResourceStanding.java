package dev.mlsim.engine;

import dev.mlsim.engine.rules.Standing;
import dev.mlsim.internal.Glob;
import java.util.function.Supplier;

/** Tells fault rules how the resources of a simulator stand. Used under the simulator's lock. */
public final class ResourceStanding implements Standing {
  private final Catalogue services;
  private final Supplier<WorldState> world;

  ResourceStanding(Catalogue services, Supplier<WorldState> world) {
    this.services = services;
    this.world = world;
  }

  @Override
  public boolean anyIn(String type, String name, String state) {
    Glob glob = Glob.of(name);
    return world.get().registry().ofType(services.typeName(type)).stream()
        .anyMatch(
            r ->
                glob.matches(r.name())
                    && (r.state().isCalled(state) || r.state().status().equals(state)));
  }

  @Override
  public void check(String type, String state) {
    services.checkState(type, state);
  }
}
