package dev.mlsim.sdk.control;

/** What the control API answers where it does nothing. */
final class Refusal extends RuntimeException {
  static final int BAD_REQUEST = 400;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int NOT_JSON = 415;

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String says;

  /** Makes one; the words come without {@code mlsim:} before them. */
  Refusal(int status, String says) {
    super(says, null, false, false);
    this.status = status;
    this.says = says;
  }

  /** A request that is wrong in itself. */
  static Refusal of(String says) {
    return new Refusal(BAD_REQUEST, says);
  }

  /** What an exception says, without {@code mlsim:} before it. */
  static String words(RuntimeException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^mlsim: ", "");
  }

  int status() {
    return status;
  }

  String says() {
    return says;
  }
}
