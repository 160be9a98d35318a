package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * A waiter of the SDKs: an operation called until a state is reached.
 *
 * @param name the name, such as {@code TrainingJobCompletedOrStopped}
 * @param operation the operation it calls
 * @param delay how long it sleeps between calls
 * @param maxAttempts how often it calls
 * @param acceptors what it looks for, the first that matches decides
 */
public record Waiter(
    String name, String operation, Duration delay, int maxAttempts, List<Acceptor> acceptors) {

  /** Checks that nothing is missing. */
  public Waiter {
    requireNonNull(name, "name");
    requireNonNull(operation, "operation");
    requireNonNull(delay, "delay");
    acceptors = List.copyOf(acceptors);
  }

  /**
   * What a waiter looks for in a reply.
   *
   * @param state what the waiter makes of it: {@code success}, {@code failure}, {@code retry}
   * @param matcher what it looks at: {@code error}, {@code status}, or {@code path} into the output
   * @param argument the path; else empty
   * @param expected the error code, the HTTP status or the value looked for
   */
  public record Acceptor(String state, String matcher, String argument, String expected) {
    /** Checks that nothing is missing. */
    public Acceptor {
      requireNonNull(state, "state");
      requireNonNull(matcher, "matcher");
      requireNonNull(argument, "argument");
      requireNonNull(expected, "expected");
    }
  }
}
