package dev.mlsim.engine.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Picks some of the calls that come by. Counts them itself; used under the simulator's lock. */
interface Pick {
  /** Whether this call, which counts as having come by, is one of them. */
  boolean takes(ObservedCall call);

  /** Which ones, as in {@code the first 2}. */
  String says();

  /** Whether it can be that no call is ever picked, however many come by. */
  default boolean isByChance() {
    return false;
  }

  /** The first n. */
  static Pick first(int n) {
    return counted("the first " + n, seen -> seen <= n);
  }

  /** The nth. */
  static Pick nth(int n) {
    return counted("number " + n, seen -> seen == n);
  }

  /** All but the first n. */
  static Pick after(int n) {
    return counted("all after the first " + n, seen -> seen > n);
  }

  /** Every nth. */
  static Pick every(int n) {
    return counted("every " + n + ".", seen -> seen % n == 0);
  }

  /** Decides by how many calls have come by, this one included. */
  @FunctionalInterface
  interface Count {
    /** Whether the one of that number, from 1, is picked. */
    boolean takes(long number);
  }

  private static Pick counted(String says, Count count) {
    return new Pick() {
      private long seen;

      @Override
      public boolean takes(ObservedCall call) {
        seen++;
        return count.takes(seen);
      }

      @Override
      public String says() {
        return says;
      }
    };
  }

  /** Each with a probability. */
  static Pick chance(double probability, SplittableRandom random) {
    return new Pick() {
      @Override
      public boolean takes(ObservedCall call) {
        return random.nextDouble() < probability;
      }

      @Override
      public String says() {
        return "with probability " + probability;
      }

      @Override
      public boolean isByChance() {
        return true;
      }
    };
  }

  /**
   * Those for which the bucket of their operation has no token left.
   *
   * @param realTime what passes besides virtual time
   */
  static Pick beyond(double perSecond, double burst, Supplier<Duration> realTime) {
    return new Pick() {
      private final RateLimit limit = new RateLimit(perSecond, burst);

      @Override
      public boolean takes(ObservedCall call) {
        return !limit.allows(call.operation().toString(), call.at().plus(realTime.get()));
      }

      @Override
      public String says() {
        return "beyond " + perSecond + " a second";
      }

      @Override
      public boolean isByChance() {
        return true;
      }
    };
  }

  /** Those from one instant until before another. */
  static boolean isWithin(Instant at, Instant from, Instant until) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
