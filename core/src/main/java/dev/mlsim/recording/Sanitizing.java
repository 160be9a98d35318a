package dev.mlsim.recording;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is left out of a recording or replaced, rule by rule. All of them hold unless one is lifted
 * by its name; what no rule knows is left out too.
 */
public enum Sanitizing {
  /** Names, descriptions and every other string that is no word of AWS's: {@code name-3}. */
  NAMES,
  /** Accounts, wherever they stand. */
  ACCOUNTS,
  /** Maps of a user's own strings, such as Environment and HyperParameters. */
  MAPS,
  /** The values of tags. */
  TAGS,
  /** What stands behind the prefix of a FailureReason, or in another member that gives reasons. */
  REASONS,
  /** Texts that are long, or documents in themselves, and URLs. */
  TEXTS,
  /** Values of members that this version of mlsim doesn't know; their names and types are kept. */
  UNKNOWN,
  /** Lines in which something looks like a credential are not written at all. */
  SECRETS;

  /** The name by which it is lifted, such as {@code reasons}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rule of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Sanitizing of(String id) {
    return Arrays.stream(values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: recordings have no rule ["
                        + id
                        + "]; there are "
                        + Arrays.stream(values())
                            .map(Sanitizing::id)
                            .collect(Collectors.joining(", "))));
  }
}
