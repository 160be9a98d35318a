package dev.mlsim.assertj;

/** What becomes of a failed assertion: it is thrown at once, or collected for later. */
@FunctionalInterface
interface Report {
  /** Fails the test here. */
  Report AT_ONCE =
      error -> {
        throw error;
      };

  /** Says nothing: what the assertion is about isn't there, and that has been said. */
  Report SAID_ALREADY = error -> {};

  void failed(AssertionError error);
}
