package dev.mlsim.fault;

import java.time.Instant;

/**
 * One thing that a rule did to spoil a run.
 *
 * @param at when, in virtual time
 * @param to the operation, or the event or topic
 * @param fault what, as it came out where chance had a say
 */
public record Injection(Instant at, String to, Fault fault) {
  /** What it did, in words. */
  public String says() {
    return fault.says();
  }

  @Override
  public String toString() {
    return at + "  " + says() + " " + to;
  }
}
