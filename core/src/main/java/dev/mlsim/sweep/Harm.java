package dev.mlsim.sweep;

import dev.mlsim.Simulator;

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

  /** Has it happen in a simulator, from now on. */
  Armed arm(Simulator sim);

  /** A harm that is in force. */
  interface Armed {
    /** Whether it has come about. */
    boolean hasCome();

    /** Spares what happens meanwhile, or goes on. */
    void rest(boolean rests);

    /** Ends it. */
    void end();
  }
}
