package dev.mlsim.fault;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Glob;
import dev.mlsim.lifecycle.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * How far reading lags behind writing: for so long a new resource isn't seen yet, and a deleted one
 * still is. Writing operations see the truth at once. By default nothing lags. Safe for threads.
 *
 * <pre>{@code
 * sim.consistency().lag(ofSeconds(2));                                        // everything
 * sim.consistency().of("lookoutvision:model").inLists().lagUpTo(ofMinutes(1)); // from the seed
 * }</pre>
 */
public final class Consistency {
  private static final int RULE_BOUND = 10_000;

  /** Ways of looking at resources. */
  public enum Reading {
    /** At one, by its name or ARN. */
    DESCRIBE,
    /** At all of a type. */
    LIST
  }

  private record Lag(
      String type, Glob name, Set<Reading> readings, Duration least, Duration most) {}

  private final Guard lock;
  private final UnaryOperator<String> types;
  private final long seed;
  private final List<Lag> lags = new ArrayList<>();

  /**
   * Makes a world in which nothing lags.
   *
   * @param lock the simulator's lock
   * @param types the full name of a type that a test names, or a refusal in words
   * @param seed what chance comes from
   */
  public Consistency(Guard lock, UnaryOperator<String> types, long seed) {
    this.lock = lock;
    this.types = types;
    this.seed = seed;
  }

  /** Everything is seen so long after it happened. */
  public void lag(Duration duration) {
    ofAll().lag(duration);
  }

  /** Everything is seen some time after it happened, at most so long; from the seed. */
  public void lagUpTo(Duration most) {
    ofAll().lagUpTo(most);
  }

  /**
   * Begins with resources of one type.
   *
   * @throws IllegalArgumentException if there is no such type; the message names the nearest
   */
  public Reads of(String type) {
    return new Reads(types.apply(type));
  }

  /** Begins with resources of all types. */
  public Reads ofAll() {
    return new Reads("");
  }

  /** Nothing lags any more. */
  public void clear() {
    lock.lock();
    try {
      lags.clear();
    } finally {
      lock.unlock();
    }
  }

  /** What is to lag. For one thread. */
  public final class Reads {
    private final String type;
    private Glob name = Glob.of("*");
    private Set<Reading> readings = EnumSet.allOf(Reading.class);

    private Reads(String type) {
      this.type = type;
    }

    /** Only those whose name fits; {@code *} and {@code ?} are wild. */
    public Reads named(String glob) {
      name = Glob.of(glob);
      return this;
    }

    /** Only where they are listed. */
    public Reads inLists() {
      readings = EnumSet.of(Reading.LIST);
      return this;
    }

    /** Only where one is looked at. */
    public Reads inDescribes() {
      readings = EnumSet.of(Reading.DESCRIBE);
      return this;
    }

    /** They are seen so long after it happened. */
    public void lag(Duration duration) {
      lag(duration, duration);
    }

    /** They are seen some time after it happened, at most so long; from the seed. */
    public void lagUpTo(Duration most) {
      lag(Duration.ZERO, most);
    }

    private void lag(Duration least, Duration most) {
      if (most.isNegative()) {
        throw new IllegalArgumentException(
            "mlsim: reading cannot lag by [" + most + "]; a lag is zero or more");
      }
      lock.lock();
      try {
        if (lags.size() == RULE_BOUND) {
          throw new IllegalStateException("mlsim: lags are bounded at " + RULE_BOUND);
        }
        lags.add(new Lag(type, name, readings, least, most));
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether nothing lags. */
  public boolean isImmediate() {
    return lags.isEmpty();
  }

  /** Whether that long after a change of this resource it is seen. */
  public boolean isSeen(Resource resource, Instant change, Reading reading, Instant now) {
    return !now.isBefore(change.plus(lag(resource, reading)));
  }

  private Duration lag(Resource resource, Reading reading) {
    for (int i = lags.size() - 1; i >= 0; i--) {
      Lag lag = lags.get(i);
      if (lag.readings().contains(reading)
          && (lag.type().isEmpty() || lag.type().equals(resource.type()))
          && lag.name().matches(resource.name())) {
        return drawn(lag, resource);
      }
    }
    return Duration.ZERO;
  }

  /** From the seed and the resource, so that it is the same whenever one looks. */
  private Duration drawn(Lag lag, Resource resource) {
    long spread = lag.most().minus(lag.least()).toMillis();
    if (spread == 0) {
      return lag.least();
    }
    long mixed = seed * 1_000_003 + resource.type().hashCode();
    mixed = mixed * 1_000_003 + resource.name().hashCode();
    return lag.least().plusMillis(new SplittableRandom(mixed).nextLong(spread + 1));
  }
}
