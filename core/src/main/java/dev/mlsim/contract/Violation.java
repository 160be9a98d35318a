package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One constraint of the model that an input breaks, in AWS's own words.
 *
 * @param path the member, such as {@code tags.1.member.key}; each name starts in lower case
 * @param value the value as AWS shows it, {@code 'a b'} or {@code null}; empty if it is sensitive
 * @param constraint what it should have been
 */
public record Violation(String path, Optional<String> value, String constraint) {
  /** Checks that nothing is missing. */
  public Violation {
    requireNonNull(path, "path");
    requireNonNull(value, "value");
    requireNonNull(constraint, "constraint");
  }

  /** {@code Value 'a b' at 'name' failed to satisfy constraint: ...}. */
  public String text() {
    return "Value "
        + value.map(shown -> shown + " ").orElse("")
        + "at '"
        + path
        + "' failed to satisfy constraint: "
        + constraint;
  }

  /** {@code 2 validation errors detected: ...; ...}, the message AWS answers with. */
  public static String message(List<Violation> violations) {
    return violations.stream()
        .map(Violation::text)
        .collect(
            Collectors.joining(
                "; ",
                violations.size() + " validation error" + plural(violations) + " detected: ",
                ""));
  }

  private static String plural(List<Violation> violations) {
    return violations.size() == 1 ? "" : "s";
  }
}
