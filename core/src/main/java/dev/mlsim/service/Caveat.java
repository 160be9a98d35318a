package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

/**
 * What a reader of the fidelity ledger should know: a known difference from AWS with its reason, or
 * a fact that rests on judgement because no source has it.
 *
 * @param kind which of the two
 * @param id its name, one in the service, which stays when the words change
 * @param about an operation, a resource type, or the service; with a dot behind it a member or the
 *     code of an error, such as {@code DeleteTrainingJob.ResourceInUse}
 * @param says what, in one sentence
 */
public record Caveat(Kind kind, String id, String about, String says) {

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
    requireNonNull(id, "id");
    requireNonNull(about, "about");
    requireNonNull(says, "says");
  }
}
