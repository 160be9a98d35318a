package dev.mlsim;

/**
 * Ends a run that has gone beyond its {@linkplain Simulator#bound bound}. It is an error, which
 * code that goes on after exceptions doesn't catch.
 */
public final class RunOutOfBounds extends Error {
  private static final long serialVersionUID = 1L;

  RunOutOfBounds(String message) {
    super(message);
  }
}
