package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

/**
 * What a reader of the fidelity ledger should know: a known difference from AWS with its reason, or
 * a fact that rests on judgement because no source has it.
 *
 * @param kind which of the two
 * @param about the operation, the resource type, or the whole service
 * @param says what, in one sentence
 */
public record Caveat(Kind kind, String about, String says) {

  /** The two kinds. */
  public enum Kind {
    /** AWS does it otherwise, and we know it. */
    DIFFERS,
    /** No source says what AWS does. */
    JUDGED
  }

  /** Checks that nothing is missing. */
  public Caveat {
    requireNonNull(kind, "kind");
    requireNonNull(about, "about");
    requireNonNull(says, "says");
  }
}
