package dev.mlsim.contract;

/**
 * A request that cannot be read as the model has it: no JSON, or JSON of the wrong types. AWS
 * answers it with {@code SerializationException}, status 400, and this message.
 */
public final class MalformedInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error code of AWS's answer. */
  public static final String CODE = "SerializationException";

  MalformedInput(String message) {
    super(message);
  }

  MalformedInput(String message, Throwable cause) {
    super(message, cause);
  }
}
