package dev.mlsim.fault;

import dev.mlsim.internal.Glob;

/** One fault rule: which calls, when, what, and how often it did. */
public final class FaultRule {
  private final Glob operation;
  private final int first;
  private final Fault fault;
  private int seen;
  private int applied;

  FaultRule(Glob operation, int first, Fault fault) {
    this.operation = operation;
    this.first = first;
    this.fault = fault;
  }

  boolean answers(String calledOperation) {
    if (!operation.matches(calledOperation)) {
      return false;
    }
    seen++;
    if (seen > first) {
      return false;
    }
    applied++;
    return true;
  }

  /** What it does to a call. */
  public Fault fault() {
    return fault;
  }

  /** How many calls it answered. */
  public int applied() {
    return applied;
  }

  @Override
  public String toString() {
    return fault.says() + " the first " + first + " of " + operation;
  }
}
