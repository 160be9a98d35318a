package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.fault.Consistency;
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

/** The lags of one simulator, and what is seen for all of them. Safe for threads. */
public final class ReadLags implements Consistency {
  private static final int BOUND = 10_000;

  /** Ways of looking at resources. */
  enum Reading {
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
  ReadLags(Guard lock, UnaryOperator<String> types, long seed) {
    this.lock = lock;
    this.types = types;
    this.seed = seed;
  }

  @Override
  public void lag(Duration duration) {
    ofAll().lag(duration);
  }

  @Override
  public void lagUpTo(Duration most) {
    ofAll().lagUpTo(most);
  }

  @Override
  public Reads of(String type) {
    return new Subject(types.apply(type));
  }

  @Override
  public Reads ofAll() {
    return new Subject("");
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      lags.clear();
    } finally {
      lock.unlock();
    }
  }

  private void add(Lag lag) {
    if (lag.most().isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: reading cannot lag by [" + lag.most() + "]; a lag is zero or more");
    }
    TimeBounds.check(lag.most(), "reading cannot lag by");
    lock.lock();
    try {
      if (lags.size() == BOUND) {
        throw new IllegalStateException("mlsim: lags are bounded at " + BOUND);
      }
      lags.add(lag);
    } finally {
      lock.unlock();
    }
  }

  private final class Subject implements Reads {
    private final String type;
    private Glob name = Glob.of("*");
    private Set<Reading> readings = EnumSet.allOf(Reading.class);

    private Subject(String type) {
      this.type = type;
    }

    @Override
    public Reads named(String glob) {
      name = Glob.of(glob);
      return this;
    }

    @Override
    public Reads inLists() {
      readings = EnumSet.of(Reading.LIST);
      return this;
    }

    @Override
    public Reads inDescribes() {
      readings = EnumSet.of(Reading.DESCRIBE);
      return this;
    }

    @Override
    public void lag(Duration duration) {
      add(new Lag(type, name, readings, duration, duration));
    }

    @Override
    public void lagUpTo(Duration most) {
      add(new Lag(type, name, readings, Duration.ZERO, most));
    }
  }

  /** What lags. */
  record Saved(List<Lag> lags) {}

  Saved save() {
    return new Saved(List.copyOf(lags));
  }

  void restore(Saved saved) {
    lags.clear();
    lags.addAll(saved.lags());
  }

  /** Whether nothing lags. */
  boolean isImmediate() {
    return lags.isEmpty();
  }

  /** Whether that long after a change of this resource it is seen. */
  boolean isSeen(Resource resource, Instant change, Reading reading, Instant now) {
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
