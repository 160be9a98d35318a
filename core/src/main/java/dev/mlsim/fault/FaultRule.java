package dev.mlsim.fault;

import java.util.List;

/**
 * One fault rule: which calls, when, what, and how often it did. What it counts may be read from
 * any thread, and is exact between calls.
 */
public interface FaultRule {

  /** What it does to a call. */
  Fault fault();

  /** How many calls it was about, whether it was their turn or not. */
  long matched();

  /** How many calls it spoilt. */
  long applied();

  /** What it did, oldest first; the first 10,000 times. */
  List<Injection> injections();

  /**
   * Whether the rule was written for nothing: it never applied. One that goes by chance is unused
   * only if no call came that it was about; rate limits and chaos never are.
   */
  boolean isUnused();

  /** Whether chance has a say in which calls it spoils. */
  boolean isByChance();

  /** Has the rule rest, or come back: while it rests it leaves all calls alone, and counts none. */
  void rest(boolean rests);

  /** Ends the rule: from now on it leaves all calls alone. */
  void end();
}
