package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An error as a service answers it.
 *
 * @param code the error code, such as {@code ResourceNotFound}
 * @param status the HTTP status
 * @param message the message; empty where AWS sends none
 * @param members the members of the error besides its message, by the model's names
 */
public record ErrorReply(String code, int status, String message, Map<String, JsonNode> members) {
  /** Checks that nothing is missing. */
  public ErrorReply {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** An error with the status that the model, or AWS's list of common errors, has for its code. */
  public static ErrorReply of(Contract contract, String code, String message) {
    return new ErrorReply(code, CommonErrors.status(contract, code), message, Map.of());
  }

  /** The codes of the errors that every service may answer, whether its model has them or not. */
  public static Set<String> commonCodes() {
    return CommonErrors.CODES;
  }

  /** The same error with another status. */
  public ErrorReply status(int otherStatus) {
    return new ErrorReply(code, otherStatus, message, members);
  }

  /** The same error with a member more. */
  public ErrorReply member(String name, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new ErrorReply(code, status, message, more);
  }
}
