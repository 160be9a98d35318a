package dev.mlsim;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.Registration;
import dev.mlsim.clock.TimeBounds;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a look at an unfinished resource does to time, for code under test that polls with its own
 * {@code Thread.sleep}.
 *
 * <p>A poll is a Describe (or Get) of a resource that time alone will bring on or that shows such a
 * one, as a campaign its update, or a List of a type of which there is one. Time moves before the
 * poll is answered. Waiters of the SDKs need no policy: they are told by what they send, and their
 * first poll is answered when they can end.
 */
public sealed interface Polling {

  /** A policy that is in force until it is closed. */
  @FunctionalInterface
  interface Hold extends Registration {}

  /** Polls move nothing; what a simulator does unless told otherwise. */
  static Polling off() {
    return new Off();
  }

  /**
   * A poll moves time until what it looks at is at rest, so that a loop ends at its first look.
   * What a script holds fast never comes to rest: it is shown as it is, and time stands still.
   */
  static Polling settle() {
    return new Settle();
  }

  /**
   * A poll moves time on by a step, so that a loop sees the phases go by; also when what it looks
   * at is held fast by a script, so that the loop's own patience ends.
   *
   * @param step how far, in virtual time; more than zero
   */
  static Polling tick(Duration step) {
    return new Tick(step);
  }

  /**
   * Virtual time follows the wall, so many times faster, from the moment the policy is put in
   * force: for code that measures time itself. Time moves with every call, also one that is no
   * poll, and not between calls.
   *
   * @param factor virtual seconds in a second of the wall; more than zero
   * @param wall the wall, {@code InstantSource.system()} unless a test has a better one
   */
  static Polling scaled(double factor, InstantSource wall) {
    return new Scaled(factor, wall);
  }

  /** See {@link #off}. */
  record Off() implements Polling {
    @Override
    public String toString() {
      return "off";
    }
  }

  /** See {@link #settle}. */
  record Settle() implements Polling {
    @Override
    public String toString() {
      return "settle";
    }
  }

  /**
   * See {@link #tick}.
   *
   * @param step how far
   */
  record Tick(Duration step) implements Polling {
    /** Checks that the step goes forward. */
    public Tick {
      if (step.isNegative() || step.isZero()) {
        throw new IllegalArgumentException(
            "mlsim: cannot tick by ["
                + step
                + "]: a step is more than zero; Polling.off() is none");
      }
      TimeBounds.check(step, "cannot tick by");
    }

    @Override
    public String toString() {
      return "tick by " + step;
    }
  }

  /**
   * See {@link #scaled}.
   *
   * @param factor virtual seconds in a second of the wall
   * @param wall the wall
   */
  record Scaled(double factor, InstantSource wall) implements Polling {
    /** Checks that time goes forward. */
    public Scaled {
      requireNonNull(wall, "wall");
      if (!(factor > 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "mlsim: cannot scale time by [" + factor + "]: a factor is more than zero and finite");
      }
    }

    @Override
    public String toString() {
      return "scaled by " + factor;
    }
  }
}
