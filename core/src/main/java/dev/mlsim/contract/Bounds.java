package dev.mlsim.contract;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The least and the greatest value, or length, that the model allows; both are inclusive. */
public final class Bounds {
  static final Bounds NONE = new Bounds(null, null);

  private final @Nullable BigDecimal min;
  private final @Nullable BigDecimal max;

  Bounds(@Nullable BigDecimal min, @Nullable BigDecimal max) {
    this.min = min;
    this.max = max;
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

  @Override
  public String toString() {
    return "[" + (min == null ? "" : min) + ".." + (max == null ? "" : max) + "]";
  }
}
