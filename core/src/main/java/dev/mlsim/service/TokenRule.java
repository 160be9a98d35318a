package dev.mlsim.service;

import java.time.Duration;
import java.util.function.Function;

/**
 * What a service makes of client tokens: the members of its operations' inputs that the model calls
 * idempotency tokens.
 *
 * @param life how long a token is remembered, in virtual time
 * @param reused the error for a token that comes again with other parameters
 */
public record TokenRule(Duration life, Function<Call, ServiceError> reused) {
  /** Checks that tokens live for some time. */
  public TokenRule {
    if (life.isNegative() || life.isZero()) {
      throw new IllegalArgumentException("mlsim: a client token cannot live for [" + life + "]");
    }
  }
}
