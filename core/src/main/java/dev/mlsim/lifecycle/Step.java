package dev.mlsim.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of a way through a lifecycle: a state, and how long a resource stays in it.
 *
 * @param state the state that is entered
 * @param stay how long, empty for a state at which the resource comes to rest (or is stuck)
 * @param message what the service says while in this step, empty where it says nothing
 */
public record Step(State state, Optional<Duration> stay, String message) {

  /** Checks that the stay isn't negative. */
  public Step {
    requireNonNull(state, "state");
    requireNonNull(message, "message");
    if (stay.isPresent() && stay.get().isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: a stay of [" + stay.get() + "] in [" + state + "] is negative");
    }
  }

  /** A step that ends by itself after the stay. */
  public static Step stay(String state, Duration stay) {
    return new Step(State.of(state), Optional.of(stay), "");
  }

  /** A step that ends by itself after the stay, with the service's words for it. */
  public static Step stay(String state, Duration stay, String message) {
    return new Step(State.of(state), Optional.of(stay), message);
  }

  /** The last step: the resource stays until something is asked of it. */
  public static Step rest(String state) {
    return new Step(State.of(state), Optional.empty(), "");
  }

  /** The last step, with the service's words for it. */
  public static Step rest(String state, String message) {
    return new Step(State.of(state), Optional.empty(), message);
  }

  /** The last step of a deletion. */
  public static Step gone() {
    return new Step(State.GONE, Optional.empty(), "");
  }

  Step staying(Optional<Duration> newStay) {
    return new Step(state, newStay, message);
  }
}
