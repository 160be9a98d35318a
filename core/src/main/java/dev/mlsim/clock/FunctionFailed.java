package dev.mlsim.clock;

/** A function that a test handed to the simulator threw, or gave what can't be. */
public final class FunctionFailed extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what a function threw.
   *
   * @param given what it was given to, such as {@code takes}
   * @param cause what it threw
   */
  public FunctionFailed(String given, Throwable cause) {
    super(message(given, "it threw " + cause), cause);
  }

  /**
   * Says what a function gave that can't be.
   *
   * @param given what it was given to, such as {@code takes}
   * @param how what it did, and what is possible
   */
  public FunctionFailed(String given, String how) {
    super(message(given, how));
  }

  private static String message(String given, String how) {
    return "mlsim: the test's function given to ["
        + given
        + "] failed, and what asked it has not happened: "
        + how;
  }
}
