package dev.mlsim.clock;

/** Something registered; closing it takes it back, and closing it again does nothing. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /** Takes the registration back. */
  @Override
  void close();
}
