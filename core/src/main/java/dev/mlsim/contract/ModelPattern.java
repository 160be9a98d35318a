package dev.mlsim.contract;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of the model, applied to the whole value whether or not it has anchors.
 *
 * <p>{@code java.util.regex} backtracks and recurses once for every turn of a repeated group, so
 * that {@code (-*[a-zA-Z0-9])*} overflows the stack on a long value and {@code (a+)*} runs for
 * ever. Both are bounded here by counts, not by time, so that a run repeats: a value too costly to
 * judge so is judged by a {@link PatternMachine}, in one pass. Only what would cost that too much,
 * megabytes or an expression whose syntax it doesn't know, is taken to match. What is asked often
 * is looked up in a {@link PatternTable}.
 */
public final class ModelPattern {
  private static final int MAX_LENGTH_TO_RECURSE = 1_024;
  private static final int OFTEN = 200;

  /** A group repeated without bound, or up to three digits and more. */
  private static final Pattern RECURSES = Pattern.compile("\\)(?:[*+]|\\{\\d*,(?:\\d{3,})?})");

  private final String text;
  private final boolean recurses;
  private volatile @Nullable Pattern compiled;
  private volatile @Nullable PatternMachine machine;
  private volatile @Nullable PatternTable table;
  private int asked; // by many threads, and counted no better than it takes

  ModelPattern(String text) {
    this.text = text;
    this.recurses = RECURSES.matcher(text).find();
  }

  /** The expression as the model has it. */
  public String text() {
    return text;
  }

  /** Whether the whole value matches; true too where judging it would cost too much. */
  public boolean matches(String value) {
    if (value.length() <= MAX_LENGTH_TO_RECURSE) {
      Optional<Boolean> known = lookedUp(value);
      if (known.isPresent()) {
        return known.get();
      }
    } else if (recurses) {
      return judgedInOnePass(value);
    }
    try {
      return pattern().matcher(new Metered(value)).matches();
    } catch (TooCostly | StackOverflowError e) {
      return judgedInOnePass(value); // the matcher is thrown away
    }
  }

  /** What its table says, which is made once it is asked often. */
  private Optional<Boolean> lookedUp(String value) {
    PatternTable made = table;
    if (made == null && asked++ == OFTEN) {
      made = PatternParser.read(text).flatMap(PatternMachine::table).orElse(null);
      table = made;
    }
    return made == null ? Optional.empty() : made.matches(value);
  }

  private boolean judgedInOnePass(String value) {
    PatternMachine known = machine;
    if (known == null) {
      known = PatternParser.read(text).orElseGet(PatternMachine::ofAnything);
      machine = known;
    }
    return known.matches(value);
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
