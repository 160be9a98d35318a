package dev.mlsim.sweep;

/** What came of one run of a sweep: the code works, or it says so, or something is to be mended. */
public enum Verdict {
  /** The code works as if nothing had gone wrong. */
  WORKS(false, "work", "the code got over it"),
  /** It works, and more is paid than without the trouble. */
  COSTS_MORE(false, "work and cost more", "the code got over it, and paid more"),
  /** An exception came out: the caller knows. */
  SAYS_SO(false, "say so", "the code failed with an exception, so its caller knows"),
  /** The code never came to where the trouble waited. */
  NOT_REACHED(false, "not reached", "the code never came there"),
  /** The code returned as if all were well, and an assertion of the test's says otherwise. */
  SILENT(
      true, "silent", "the code went on as if all were well, but an assertion of the test fails"),
  /** An exception that nobody throws on purpose. */
  BUG(true, "bugs", "the code failed by a mistake of its own"),
  /** An exception came out that is none of those that the code is to throw. */
  UNDECLARED(true, "undeclared", "the code threw something else than it is declared to throw"),
  /** The code gave up where it was to go on. */
  NOT_SURVIVED(true, "not survived", "the code gave up, but it is to survive this"),
  /** Something costs for good, and no answer ever told the code that it is there. */
  ORPHAN(true, "orphans", "something goes on costing that no answer told the code of"),
  /** Something costs for good that the code ends when nothing goes wrong. */
  LEFT_ON(true, "left on", "something goes on costing that is ended when nothing goes wrong"),
  /** Something was done and paid for again, though it had been done. */
  PAID_TWICE(true, "paid twice", "something was paid twice, though the first had not failed"),
  /** The code goes on for ever. */
  ENDLESS(true, "endless", "the code doesn't come to an end"),
  /** The code called something that isn't simulated. */
  UNSIMULATED(true, "not simulated", "the code called what mlsim doesn't simulate"),
  /** The trouble is over, but running the code again doesn't help. */
  NOT_HEALED(
      true, "not healed", "run again two days later, without the trouble, the code still fails"),
  /** What must never be is. */
  BROKEN_RULE(true, "broken rules", "something is that must never be"),
  /** It fails, though nothing has gone wrong. */
  UNSTEADY(true, "unsteady", "it fails though nothing went wrong");

  private final boolean red;
  private final String label;
  private final String sentence;

  Verdict(boolean red, String label, String sentence) {
    this.red = red;
    this.label = label;
    this.sentence = sentence;
  }

  /** Whether something is to be mended. */
  public boolean isRed() {
    return red;
  }

  /** What runs of it do, in a table of counts. */
  public String label() {
    return label;
  }

  /** What it means, for somebody who has never heard of sweeps. */
  public String sentence() {
    return sentence;
  }
}
