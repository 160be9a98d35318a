package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import java.util.function.BooleanSupplier;

/**
 * One thing that a sweep lets go wrong. It has three texts: a line that is read back by {@link
 * Trouble#parse}, a sentence for people, and the line of Java that does the same in a test.
 */
public sealed interface Harm permits CallHarm, ResourceHarm, LateReads {

  /** Itself as a line that can be read back: {@code CreateEndpoint[churn]#1 is throttled}. */
  String text();

  /** What goes wrong, for somebody who knows AWS and has never heard of sweeps. */
  String says();

  /** What does the same in a test. */
  String java();

  /**
   * Has it happen in a simulator, from now on.
   *
   * @param counts whether what happens at a moment counts; what doesn't is spared
   */
  Armed arm(Simulator sim, BooleanSupplier counts);

  /** A harm that is in force. */
  interface Armed {
    /** Whether it has come about. */
    boolean hasCome();

    /** Ends it. */
    void end();
  }
}
