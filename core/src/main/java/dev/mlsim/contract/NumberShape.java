package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

/**
 * A number.
 *
 * @param name the name of the type in the model
 * @param sensitive whether AWS leaves its values out of messages
 * @param kind what numbers it holds
 * @param range the values allowed
 */
public record NumberShape(String name, boolean sensitive, Kind kind, Bounds range)
    implements Shape {

  /** What numbers a shape holds. */
  public enum Kind {
    /** 32 bits. */
    INTEGER,
    /** 64 bits. */
    LONG,
    /** Single precision. */
    FLOAT,
    /** Double precision. */
    DOUBLE;

    /** Whether only whole numbers are held. */
    public boolean isWhole() {
      return this == INTEGER || this == LONG;
    }
  }

  /** Checks that nothing is missing. */
  public NumberShape {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
    requireNonNull(range, "range");
  }
}
