package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error in AWS's voice: what a handler or a precondition throws to refuse a call. Thrown before
 * anything has changed. Carries no stack trace, since it is an answer and not an accident.
 */
public final class ServiceError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final transient Map<String, JsonNode> members;

  /** Makes an error with the service's code and wording. */
  public ServiceError(String code, String message) {
    this(code, message, Map.of());
  }

  private ServiceError(String code, String message, Map<String, JsonNode> members) {
    super(message, null, false, false);
    this.code = code;
    this.members = members;
  }

  /** The same error with one more of the members that its shape has. */
  public ServiceError with(String member, String value) {
    return with(member, TextNode.valueOf(value));
  }

  /** The same error with one more of the members that its shape has. */
  public ServiceError with(String member, JsonNode value) {
    Map<String, JsonNode> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new ServiceError(code, message(), more);
  }

  /** The error code, such as {@code ResourceInUse}. */
  public String code() {
    return code;
  }

  /** The service's words. */
  public String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The members besides the message. */
  public Map<String, JsonNode> members() {
    return Collections.unmodifiableMap(members);
  }
}
