package dev.mlsim.services.sagemaker.search;

import java.math.BigDecimal;
import java.util.Optional;

/** Texts that are numbers. */
final class Numbers {
  /** Beyond any double: of what is further away every digit would be written out. */
  private static final int WIDEST = 400;

  private Numbers() {}

  /** The number that a text is, if it is one that can be reckoned with. */
  static Optional<BigDecimal> of(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) <= WIDEST ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
