package dev.mlsim.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The least and the greatest value, or length, that the model allows; both are inclusive. */
public final class Bounds {
  static final Bounds NONE = new Bounds(null, null);

  private final @Nullable BigDecimal min;
  private final @Nullable BigDecimal max;
  private final long least; // of whole numbers
  private final long greatest;

  Bounds(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    this.min = min;
    this.max = max;
    this.least = min == null ? Long.MIN_VALUE : whole(min, RoundingMode.CEILING);
    this.greatest = max == null ? Long.MAX_VALUE : whole(max, RoundingMode.FLOOR);
  }

  private static long whole(BigDecimal bound, RoundingMode rounding) {
    BigInteger whole = bound.setScale(0, rounding).toBigInteger();
    return whole.bitLength() < Long.SIZE
        ? whole.longValue()
        : whole.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** The least allowed, written as in the model. */
  public Optional<BigDecimal> min() {
    return Optional.ofNullable(min);
  }

  /** The greatest allowed, written as in the model. */
  public Optional<BigDecimal> max() {
    return Optional.ofNullable(max);
  }

  /** Whether a value or length is below the least allowed. */
  public boolean isBelow(BigDecimal value) {
    return min != null && value.compareTo(min) < 0;
  }

  /** Whether a value or length is above the greatest allowed. */
  public boolean isAbove(BigDecimal value) {
    return max != null && value.compareTo(max) > 0;
  }

  /** Whether a whole number is within. */
  boolean hold(long value) {
    return least <= value && value <= greatest;
  }

  @Override
  public String toString() {
    return "[" + (min == null ? "" : min) + ".." + (max == null ? "" : max) + "]";
  }
}
