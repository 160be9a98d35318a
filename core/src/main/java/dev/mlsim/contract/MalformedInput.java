package dev.mlsim.contract;

/**
 * A request that cannot be read as the model has it: no JSON, or JSON of the wrong types. AWS
 * answers it with its {@link #code}, status 400, and this message.
 */
public final class MalformedInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error code of AWS's answer in JSON. */
  public static final String CODE = "SerializationException";

  /** The error code of AWS's answer in XML. */
  public static final String XML_CODE = "MalformedXML";

  /** What AWS says then. */
  public static final String XML_MESSAGE =
      "The XML you provided was not well-formed or did not validate against our published schema";

  private final String code;

  MalformedInput(String message) {
    this(message, CODE);
  }

  MalformedInput(String message, String code) {
    super(message);
    this.code = code;
  }

  MalformedInput(String message, Throwable cause) {
    this(message, CODE, cause);
  }

  MalformedInput(String message, String code, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The code of AWS's answer: {@link #CODE}, unless the service has another for it. */
  public String code() {
    return code;
  }
}
