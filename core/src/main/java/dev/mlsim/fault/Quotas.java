package dev.mlsim.fault;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Nearest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The account's quotas by the names that AWS gives them. A quota that nobody touched has the value
 * that its service declares for an account of this {@link Age}: by default an established one,
 * whose documented limits hold and whose instance limits are generous. Safe for threads.
 */
public final class Quotas {

  /** How the account stands with AWS. */
  public enum Age {
    /** Instance limits have been raised over the years; documented limits hold. */
    ESTABLISHED,
    /** AWS's values of the first day: none of most instance types. */
    NEW,
    /** Nothing is limited. */
    UNLIMITED
  }

  private final Guard lock;
  private final Predicate<String> known;
  private final Supplier<Collection<String>> names;
  private final Map<String, Double> limits = new HashMap<>();
  private final Set<String> exhausted = new HashSet<>();
  private Age age = Age.ESTABLISHED;

  /**
   * Makes quotas as the services declare them.
   *
   * @param lock the simulator's lock
   * @param known whether some service has a quota of that name
   * @param names the names to choose from
   */
  public Quotas(Guard lock, Predicate<String> known, Supplier<Collection<String>> names) {
    this.lock = lock;
    this.known = known;
    this.names = names;
  }

  /** The account is a new one: AWS's initial values, mostly 0 for large instances. */
  public Quotas newAccount() {
    return become(Age.NEW);
  }

  /** The account is an established one, as it is by default. */
  public Quotas established() {
    return become(Age.ESTABLISHED);
  }

  /** Nothing is limited but what is set by name. */
  public Quotas unlimited() {
    return become(Age.UNLIMITED);
  }

  private Quotas become(Age other) {
    lock.lock();
    try {
      age = other;
      return this;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets a quota to a value, whatever the account's age.
   *
   * @throws IllegalArgumentException if there is no such quota; the message names the nearest
   */
  public void set(String name, double value) {
    check(name);
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "mlsim: the quota [" + name + "] cannot be [" + value + "]; say 0 or more");
    }
    lock.lock();
    try {
      limits.put(name, value);
      exhausted.remove(name);
    } finally {
      lock.unlock();
    }
  }

  /** Lets a quota allow nothing more: its value stays, and all of it is in use. */
  public void exhaust(String name) {
    check(name);
    lock.lock();
    try {
      exhausted.add(name);
    } finally {
      lock.unlock();
    }
  }

  /** Takes a quota away. */
  public void lift(String name) {
    set(name, Double.POSITIVE_INFINITY);
  }

  private void check(String name) {
    if (!known.test(name)) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has a quota ["
              + name
              + "]"
              + Nearest.hint(name, names.get()));
    }
  }

  /** The value in force, where the service's own is the one given whatever the account's age. */
  public double limit(String name, double declared) {
    return limit(name, declared, declared);
  }

  /**
   * The value in force.
   *
   * @param established what the service declares for an established account
   * @param initial what it declares for a new one
   */
  public double limit(String name, double established, double initial) {
    lock.lock();
    try {
      Double set = limits.get(name);
      if (set != null) {
        return set;
      }
      return switch (age) {
        case ESTABLISHED -> established;
        case NEW -> initial;
        case UNLIMITED -> Double.POSITIVE_INFINITY;
      };
    } finally {
      lock.unlock();
    }
  }

  /** Whether all of a quota is in use because the test says so. */
  public boolean isExhausted(String name) {
    lock.lock();
    try {
      return exhausted.contains(name);
    } finally {
      lock.unlock();
    }
  }

  /** Sets every quota back to what its service declares for an established account. */
  public void clear() {
    lock.lock();
    try {
      limits.clear();
      exhausted.clear();
      age = Age.ESTABLISHED;
    } finally {
      lock.unlock();
    }
  }
}
