package dev.mlsim.lifecycle;

import java.time.Duration;

/** One thing that a test wants to happen to a resource: a bend in its plan. */
public sealed interface Outcome {

  /** The plan with this outcome in it; the same plan where it doesn't pass there. */
  Plan bend(Plan plan);

  /** The name of the phase it is about. */
  String phase();

  /** What it says, for reports. */
  String says();

  /**
   * The resource fails when it has been in the phase as long as planned.
   *
   * @param phase the phase or status
   * @param reason what the service shows as the reason
   */
  record FailAt(String phase, String reason) implements Outcome {
    @Override
    public Plan bend(Plan plan) {
      return plan.meeting(phase, Lifecycle.FAIL, reason);
    }

    @Override
    public String says() {
      return "fails at [" + phase + "]: " + reason;
    }
  }

  /**
   * The phase takes so long.
   *
   * @param phase the phase or status
   * @param duration how long, in virtual time
   */
  record Takes(String phase, Duration duration) implements Outcome {
    @Override
    public Plan bend(Plan plan) {
      return plan.taking(phase, duration);
    }

    @Override
    public String says() {
      return "takes " + duration + " in [" + phase + "]";
    }
  }

  /**
   * The resource never leaves the phase by itself.
   *
   * @param phase the phase or status
   */
  record StuckAt(String phase) implements Outcome {
    @Override
    public Plan bend(Plan plan) {
      return plan.stuckAt(phase);
    }

    @Override
    public String says() {
      return "is stuck at [" + phase + "]";
    }
  }

  /**
   * The resource meets a trigger of its lifecycle when it has been in the phase for so long.
   *
   * @param phase the phase or status
   * @param after how long, in virtual time, all told
   * @param trigger the trigger, such as {@code interrupt}
   */
  record Meets(String phase, Duration after, String trigger) implements Outcome {
    @Override
    public Plan bend(Plan plan) {
      return plan.meetingAfter(state -> state.isCalled(phase), after, trigger, "");
    }

    @Override
    public String says() {
      return "meets [" + trigger + "] after " + after + " in [" + phase + "]";
    }
  }
}
