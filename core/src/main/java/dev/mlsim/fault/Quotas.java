package dev.mlsim.fault;

import dev.mlsim.internal.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The account's quotas by the names that AWS gives them. A quota that nobody touched has the value
 * that its service declares. Safe for threads.
 */
public final class Quotas {
  private final ReentrantLock lock;
  private final Predicate<String> known;
  private final Supplier<Collection<String>> names;
  private final Map<String, Double> limits = new HashMap<>();

  /**
   * Makes quotas as the services declare them.
   *
   * @param lock the simulator's lock
   * @param known whether some service has a quota of that name
   * @param names the names to choose from
   */
  public Quotas(ReentrantLock lock, Predicate<String> known, Supplier<Collection<String>> names) {
    this.lock = lock;
    this.known = known;
    this.names = names;
  }

  /** Sets a quota to a value. */
  public void set(String name, double value) {
    if (!known.test(name)) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has a quota ["
              + name
              + "]"
              + Nearest.hint(name, names.get()));
    }
    lock.lock();
    try {
      limits.put(name, value);
    } finally {
      lock.unlock();
    }
  }

  /** Lets a quota allow nothing more. */
  public void exhaust(String name) {
    set(name, 0);
  }

  /** Takes a quota away. */
  public void lift(String name) {
    set(name, Double.POSITIVE_INFINITY);
  }

  /** The value in force, where the service's own is the one given. */
  public double limit(String name, double declared) {
    return limits.getOrDefault(name, declared);
  }

  /** Sets every quota back to what its service declares. */
  public void clear() {
    lock.lock();
    try {
      limits.clear();
    } finally {
      lock.unlock();
    }
  }
}
