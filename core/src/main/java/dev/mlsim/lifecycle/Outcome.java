package dev.mlsim.lifecycle;

import java.time.Duration;
import java.util.Optional;

/** What becomes of a resource because a {@link Script} says so. Immutable. */
public sealed interface Outcome {

  /** What it says, for rules, journal and reports. */
  String says();

  /**
   * It fails.
   *
   * @param phase the phase or status in which it does
   * @param after when it has been there so long; empty for as long as planned
   * @param reason what the service shows as the reason
   */
  record Fails(String phase, Optional<Duration> after, String reason) implements Outcome {
    @Override
    public String says() {
      return "fails at [" + phase + "]" + after.map(a -> " after " + a).orElse("") + ": " + reason;
    }
  }

  /**
   * It fails somewhere on its way, and nobody has said where.
   *
   * @param reason what the service shows as the reason
   */
  record FailsSomewhere(String reason) implements Outcome {
    @Override
    public String says() {
      return "fails: " + reason;
    }
  }

  /**
   * It meets a trigger of its lifecycle, such as {@code stop} or {@code interrupt}.
   *
   * @param trigger the trigger
   * @param phase the phase or status in which it does
   * @param after when it has been there so long; empty for halfway through it
   */
  record Meets(String trigger, String phase, Optional<Duration> after) implements Outcome {
    @Override
    public String says() {
      return after.isEmpty()
          ? "meets [" + trigger + "] at [" + phase + "]"
          : "meets [" + trigger + "] after " + after.get() + " in [" + phase + "]";
    }
  }

  /**
   * A phase takes another time than usual.
   *
   * @param phase the phase or status
   * @param time how long; empty where that follows from the resource or from chance
   * @param says how long, in words
   */
  record Takes(String phase, Optional<Duration> time, String says) implements Outcome {}

  /**
   * It never leaves a phase by itself.
   *
   * @param phase the phase or status
   */
  record IsStuck(String phase) implements Outcome {
    @Override
    public String says() {
      return "is stuck at [" + phase + "]";
    }
  }

  /**
   * The service never shows a member of it, such as its metrics.
   *
   * @param member the member's name
   */
  record Hides(String member) implements Outcome {
    @Override
    public String says() {
      return "never shows [" + member + "]";
    }
  }
}
