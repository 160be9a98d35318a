package dev.mlsim.service;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What must hold before an operation has its effect.
 *
 * @param rule the rule in words, for the fidelity ledger
 * @param code the error code of a refusal
 * @param check throws a {@link ServiceError} where the rule is broken; changes nothing
 */
public record Precondition(String rule, String code, Check check) {

  /** Looks at a call, and refuses it by throwing a {@link ServiceError}. */
  @FunctionalInterface
  public interface Check {
    /** Throws where the rule is broken. */
    void verify(Call call);
  }

  /** A rule whose breach has a message that depends on the call. */
  public static Precondition of(
      String rule, String code, Function<Call, Optional<String>> violation) {
    return new Precondition(
        rule,
        code,
        call -> {
          Optional<String> message = violation.apply(call);
          if (message.isPresent()) {
            throw new ServiceError(code, message.get());
          }
        });
  }

  /** A rule whose breach always has the same message. */
  public static Precondition unless(
      Predicate<Call> holds, String rule, String code, String message) {
    return new Precondition(
        rule,
        code,
        call -> {
          if (!holds.test(call)) {
            throw new ServiceError(code, message);
          }
        });
  }

  /** Exactly one of two members is given; of either the path. The words are no service's own. */
  public static Precondition oneOf(String code, String one, String other) {
    return unless(
        call -> call.has(one) != call.has(other),
        "either " + one + " or " + other,
        code,
        "Exactly one of " + one + " and " + other + " must be specified.");
  }

  /**
   * The resource that an input member names exists; the error is the type's own for a missing one.
   */
  public static Precondition exists(String member, TypeRef type) {
    return new Precondition(
        member + " names an existing " + type.title(),
        type.missingCode(),
        call -> call.text(member).ifPresent(name -> call.require(type, name)));
  }
}
