package dev.mlsim.engine.rules;

import dev.mlsim.service.SeededRandom;
import java.time.Instant;

/** Picks some of the calls that come by. Counts them itself; used under the simulator's lock. */
interface Pick {
  /** Whether this call, which counts as having come by, is one of them. */
  boolean takes(ObservedCall call, SeededRandom random);

  /** Which ones, as in {@code the first 2}. */
  String says();

  /** Whether it can be that no call is ever picked, however many come by. */
  default boolean isByChance() {
    return false;
  }

  /** One that picks alike and has counted nothing yet. */
  Pick fresh();

  /** What it has counted, as a value that doesn't change. */
  Object counted();

  /** Goes on from what it, or one that picks alike, had counted. */
  void goOnFrom(Object counted);

  /** One that doesn't look at what comes by. */
  interface Blind extends Pick {
    /** Whether what comes by, and counts as having done so, is one of them. */
    boolean takes(SeededRandom random);

    @Override
    default boolean takes(ObservedCall call, SeededRandom random) {
      return takes(random);
    }

    @Override
    Blind fresh();
  }

  /** The first n. */
  static Blind first(int n) {
    return new Counting("the first " + n, seen -> seen <= n);
  }

  /** The nth. */
  static Blind nth(int n) {
    return new Counting("number " + n, seen -> seen == n);
  }

  /** All but the first n. */
  static Blind after(int n) {
    return new Counting("all after the first " + n, seen -> seen > n);
  }

  /** Every nth. */
  static Blind every(int n) {
    return new Counting("every " + n + ".", seen -> seen % n == 0);
  }

  /** Decides by how many calls have come by, this one included. */
  @FunctionalInterface
  interface Count {
    /** Whether the one of that number, from 1, is picked. */
    boolean takes(long number);
  }

  /**
   * Refuses a probability with which nothing can happen.
   *
   * @throws IllegalArgumentException if it isn't more than 0 and at most 1
   */
  static Blind withProbability(double probability) {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "mlsim: a probability of ["
              + probability
              + "] is none that can happen; say more than 0 and at most 1");
    }
    return new Chance(probability);
  }

  /** Picks by number. */
  final class Counting implements Blind {
    private final String says;
    private final Count count;
    private long seen;

    private Counting(String says, Count count) {
      this.says = says;
      this.count = count;
    }

    @Override
    public boolean takes(SeededRandom random) {
      seen++;
      return count.takes(seen);
    }

    @Override
    public String says() {
      return says;
    }

    @Override
    public Blind fresh() {
      return new Counting(says, count);
    }

    @Override
    public Object counted() {
      return seen;
    }

    @Override
    public void goOnFrom(Object counted) {
      seen = (Long) counted;
    }
  }

  /**
   * Picks each with a probability.
   *
   * @param probability how likely
   */
  record Chance(double probability) implements Blind {
    @Override
    public boolean takes(SeededRandom random) {
      return random.fraction() < probability;
    }

    @Override
    public String says() {
      return "with probability " + probability;
    }

    @Override
    public boolean isByChance() {
      return true;
    }

    @Override
    public Blind fresh() {
      return this;
    }

    @Override
    public Object counted() {
      return 0;
    }

    @Override
    public void goOnFrom(Object counted) {
      // Where chance stands is known to the rule.
    }
  }

  /** Whether an instant is from one until before another. */
  static boolean isWithin(Instant at, Instant from, Instant until) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
