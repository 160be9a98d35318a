package dev.mlsim.services.sagemaker.humanreview;

/** A template that can't be rendered: an entry of Errors, and no error of the call. */
final class LiquidError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private LiquidError(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The template is wrong. */
  static LiquidError syntax(String message) {
    return new LiquidError("LiquidSyntaxError", message);
  }

  /** The template may be right, and the simulator doesn't know. */
  static LiquidError notSimulated(String message) {
    return new LiquidError("NotSimulated", "mlsim: " + message);
  }

  String code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
