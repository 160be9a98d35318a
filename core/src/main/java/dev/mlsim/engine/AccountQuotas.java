package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.fault.Quotas;
import dev.mlsim.internal.Nearest;
import dev.mlsim.service.QuotaLimits;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The quotas of one simulator, and what they allow. Safe for threads. */
public final class AccountQuotas implements Quotas, QuotaLimits {

  /** How the account stands with AWS. */
  private enum Age {
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
  AccountQuotas(Guard lock, Predicate<String> known, Supplier<Collection<String>> names) {
    this.lock = lock;
    this.known = known;
    this.names = names;
  }

  @Override
  public Quotas newAccount() {
    return become(Age.NEW);
  }

  @Override
  public Quotas established() {
    return become(Age.ESTABLISHED);
  }

  @Override
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

  @Override
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

  @Override
  public void exhaust(String name) {
    check(name);
    lock.lock();
    try {
      exhausted.add(name);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void lift(String name) {
    set(name, Double.POSITIVE_INFINITY);
  }

  private void check(String name) {
    if (!known.test(name)) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has a quota ["
              + name
              + "]"
              + Nearest.hint(name, Nearest.sharingWords(name, names.get())));
    }
  }

  @Override
  public double limit(String name, double established, double initial) {
    Double set = limits.get(name);
    if (set != null) {
      return set;
    }
    return switch (age) {
      case ESTABLISHED -> established;
      case NEW -> initial;
      case UNLIMITED -> Double.POSITIVE_INFINITY;
    };
  }

  @Override
  public boolean isExhausted(String name) {
    return exhausted.contains(name);
  }

  @Override
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

  /** What was said of quotas. */
  record Saved(Map<String, Double> limits, Set<String> exhausted, Age age) {}

  Saved save() {
    return new Saved(Map.copyOf(limits), Set.copyOf(exhausted), age);
  }

  void restore(Saved saved) {
    clear();
    limits.putAll(saved.limits());
    exhausted.addAll(saved.exhausted());
    age = saved.age();
  }
}
