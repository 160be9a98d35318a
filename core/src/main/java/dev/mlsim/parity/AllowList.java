package dev.mlsim.parity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Differences that are known and accepted, a line each, with the reason. */
final class AllowList {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<op>\\w+:\\w+)\\s+(?<path>\\$\\S*)\\s+(?<kind>[a-z-]+)\\s+#\\s*(?<why>.+)");

  private final Set<String> keys = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * Adds lines; empty ones and comments mean nothing.
   *
   * @throws IllegalArgumentException if a line is none
   */
  void add(List<String> lines) {
    for (String line : lines) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        keys.add(key(text));
      }
    }
  }

  private static String key(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      throw new IllegalArgumentException(
          "mlsim: ["
              + text
              + "] allows nothing; say operation, path, kind and the reason, such as ["
              + "sagemaker:DescribeModel $.CreationTime only-on-aws # we never look at it]");
    }
    return line.group("op") + " " + line.group("path") + " " + line.group("kind");
  }

  /** Whether a difference is allowed; it counts as used then. */
  boolean allows(Difference difference) {
    boolean allowed = keys.contains(difference.key());
    if (allowed) {
      used.add(difference.key());
    }
    return allowed;
  }

  /** What was allowed for nothing. */
  List<String> unused() {
    List<String> unused = new ArrayList<>(keys);
    unused.removeAll(used);
    return unused;
  }
}
