package dev.mlsim.fault;

import java.time.Instant;

/**
 * One thing that a rule did to spoil a run.
 *
 * @param at when, in virtual time
 * @param to the operation or the resource
 * @param says what
 */
public record Injection(Instant at, String to, String says) {
  @Override
  public String toString() {
    return at + "  " + says + " " + to;
  }
}
