package dev.mlsim.contract;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of the model, applied to the whole value whether or not it has anchors.
 *
 * <p>{@code java.util.regex} backtracks and recurses once for every turn of a repeated group, so
 * that {@code (-*[a-zA-Z0-9])*} overflows the stack on a long value and {@code (a+)*} runs for
 * ever. Both are bounded here by counts, not by time, so that a run repeats: a value too costly to
 * judge is taken to match. AWS's own limits on length, reported apart from the pattern, are below
 * these bounds for nearly every shape.
 */
public final class ModelPattern {
  private static final int MAX_LENGTH_FOR_REPEATED_GROUPS = 1_024;
  private static final Pattern REPEATED_GROUP = Pattern.compile("\\)(?:[*+]|\\{\\d*,?(\\d*)})");

  private final String text;
  private final boolean repeatsGroups;
  private volatile @Nullable Pattern compiled;

  ModelPattern(String text) {
    this.text = text;
    this.repeatsGroups = REPEATED_GROUP.matcher(text).find();
  }

  /** The expression as the model has it. */
  public String text() {
    return text;
  }

  /** Whether the whole value matches; true too where judging it would cost too much. */
  public boolean matches(String value) {
    if (repeatsGroups && value.length() > MAX_LENGTH_FOR_REPEATED_GROUPS) {
      return true;
    }
    try {
      return pattern().matcher(new Metered(value)).matches();
    } catch (TooCostly e) {
      return true;
    }
  }

  private Pattern pattern() {
    Pattern pattern = compiled;
    if (pattern == null) {
      pattern = Pattern.compile(text);
      compiled = pattern;
    }
    return pattern;
  }

  @Override
  public String toString() {
    return text;
  }

  /** A value that allows a number of reads in proportion to its length. */
  private static final class Metered implements CharSequence {
    private final String value;
    private long readsLeft;

    Metered(String value) {
      this.value = value;
      this.readsLeft = 100_000 + 50L * value.length();
    }

    @Override
    public int length() {
      return value.length();
    }

    @Override
    public char charAt(int index) {
      if (--readsLeft < 0) {
        throw new TooCostly();
      }
      return value.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return value.subSequence(start, end);
    }

    @Override
    public String toString() {
      return value;
    }
  }

  private static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly() {
      super(null, null, false, false);
    }
  }
}
