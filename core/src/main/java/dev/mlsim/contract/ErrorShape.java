package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

/**
 * An error that the model knows.
 *
 * @param code the error code, such as {@code ResourceInUse}
 * @param status the HTTP status
 * @param fault whether it is the server's fault rather than the caller's
 * @param structure its members; some are bound to headers, such as {@code Retry-After}
 */
public record ErrorShape(String code, int status, boolean fault, StructureShape structure) {
  /** Checks that nothing is missing. */
  public ErrorShape {
    requireNonNull(code, "code");
    requireNonNull(structure, "structure");
  }

  /** How the model spells the member that holds the message: {@code Message} or {@code message}. */
  public String messageMember() {
    for (Member member : structure.members()) {
      if (member.name().equalsIgnoreCase("message")) {
        return member.name();
      }
    }
    return "message";
  }
}
