package dev.mlsim;

import dev.mlsim.clock.Guard;
import dev.mlsim.engine.Catalogue;
import dev.mlsim.engine.WorldState;
import dev.mlsim.internal.Nearest;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at the resources that exist. Everything it gives is a snapshot. Safe for threads. */
public final class Resources {
  private final Guard lock;
  private final Catalogue services;
  private final Supplier<WorldState> world;

  Resources(Guard lock, Catalogue services, Supplier<WorldState> world) {
    this.lock = lock;
    this.services = services;
    this.world = world;
  }

  /** The table by which resources of a type live. */
  public Lifecycle lifecycle(String type) {
    return services.type(type).lifecycle();
  }

  /** All resources of a type, oldest first. */
  public List<ResourceSnapshot> all(String type) {
    String full = services.typeName(type);
    lock.lock();
    try {
      return world.get().registry().ofType(full).stream().map(ResourceSnapshot::of).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Every resource, by type and then oldest first. */
  public List<ResourceSnapshot> all() {
    lock.lock();
    try {
      return world.get().registry().everything().stream().map(ResourceSnapshot::of).toList();
    } finally {
      lock.unlock();
    }
  }

  /** What the world's books say that they don't, in words; for {@link Invariants}. */
  List<String> miscounts() {
    lock.lock();
    try {
      return world.get().miscounts();
    } finally {
      lock.unlock();
    }
  }

  /** How much of each quota they hold, counted anew; for {@link Invariants}. */
  Map<String, Long> held() {
    lock.lock();
    try {
      return world.get().held();
    } finally {
      lock.unlock();
    }
  }

  /** The latest resource of that name, or the one of that ARN. */
  public Optional<ResourceSnapshot> find(String type, String nameOrArn) {
    String full = services.typeName(type);
    lock.lock();
    try {
      Optional<Resource> found = Optional.empty();
      for (Resource resource : world.get().registry().ofType(full)) {
        if (resource.name().equals(nameOrArn) || resource.arn().equals(nameOrArn)) {
          found = Optional.of(resource);
        }
      }
      return found.map(ResourceSnapshot::of);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The latest resource of that name, or the one of that ARN.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public ResourceSnapshot get(String type, String nameOrArn) {
    return find(type, nameOrArn)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: there is no "
                        + services.title(type)
                        + " ["
                        + nameOrArn
                        + "]"
                        + Nearest.hint(
                            nameOrArn, all(type).stream().map(ResourceSnapshot::name).toList())));
  }
}
