package dev.mlsim.contract;

import dev.mlsim.contract.PatternMachine.Assert;
import dev.mlsim.contract.PatternMachine.End;
import dev.mlsim.contract.PatternMachine.Letters;
import dev.mlsim.contract.PatternMachine.Op;
import dev.mlsim.contract.PatternMachine.Parts;
import dev.mlsim.contract.PatternMachine.Take;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a regular expression of a model; what single characters mean is left to Java. */
final class PatternParser {
  private final String text;
  private int at;

  private PatternParser(String text) {
    this.text = text;
  }

  /** The expression has something in it that is not known here, or it is too large. */
  static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unknown() {
      super(null, null, false, false);
    }
  }

  /** The machine of an expression, if all of its syntax is known. */
  static Optional<PatternMachine> read(String pattern) {
    try {
      PatternParser parser = new PatternParser(pattern);
      PatternMachine machine = machine(parser.alternatives());
      return parser.at == pattern.length() ? Optional.of(machine) : Optional.empty();
    } catch (Unknown e) {
      return Optional.empty();
    }
  }

  private static PatternMachine machine(List<Op> ops) {
    return new PatternMachine(Parts.sequence(List.of(ops, List.of(new End()))));
  }

  private boolean sees(String next) {
    return text.startsWith(next, at);
  }

  private boolean takes(String next) {
    if (sees(next)) {
      at += next.length();
      return true;
    }
    return false;
  }

  private List<Op> alternatives() {
    List<Op> all = sequence();
    return takes("|") ? Parts.either(all, alternatives()) : all;
  }

  private List<Op> sequence() {
    List<List<Op>> parts = new ArrayList<>();
    while (at < text.length() && !sees("|") && !sees(")")) {
      parts.add(repeated(atom()));
    }
    return Parts.sequence(parts);
  }

  private List<Op> repeated(List<Op> part) {
    List<Op> all = part;
    while (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
      all =
          switch (text.charAt(at++)) {
            case '*' -> Parts.repeat(all, 0, -1);
            case '+' -> Parts.repeat(all, 1, -1);
            case '?' -> Parts.repeat(all, 0, 1);
            default -> counted(all);
          };
      if (sees("+")) {
        throw new Unknown(); // it takes all that it can and gives nothing back
      }
      takes("?"); // it takes as little as it can: that makes no difference for the whole value
    }
    return all;
  }

  private List<Op> counted(List<Op> part) {
    int end = text.indexOf('}', at);
    String[] bounds = end < 0 ? new String[0] : text.substring(at, end).split(",", -1);
    if (bounds.length < 1 || bounds.length > 2) {
      throw new Unknown();
    }
    at = end + 1;
    int least = number(bounds[0]);
    int most = bounds.length == 1 ? least : bounds[1].isEmpty() ? -1 : number(bounds[1]);
    return Parts.repeat(part, least, most);
  }

  private static int number(String digits) {
    if (!digits.matches("\\d{1,6}")) {
      throw new Unknown();
    }
    return Integer.parseInt(digits);
  }

  private List<Op> atom() {
    if (takes("(")) {
      return group();
    }
    if (takes("^")) {
      return List.of(new Assert(PatternMachine.AT_START));
    }
    if (takes("$")) {
      return List.of(new Assert(PatternMachine.AT_END));
    }
    if (takes("\\b")) {
      return List.of(
          new Assert((value, place) -> isWord(value, place - 1) != isWord(value, place)));
    }
    int start = at;
    skipOne();
    return List.of(new Take(letters(text.substring(start, at))));
  }

  private List<Op> group() {
    boolean ahead = takes("?=");
    boolean notAhead = !ahead && takes("?!");
    boolean notBehind = !ahead && !notAhead && takes("?<!");
    boolean plain = takes("?:") || !sees("?");
    if (!plain && !ahead && !notAhead && !notBehind) {
      throw new Unknown();
    }
    List<Op> inner = alternatives();
    if (!takes(")")) {
      throw new Unknown();
    }
    if (notBehind) {
      if (inner.size() != 1 || !(inner.get(0) instanceof Take one)) {
        throw new Unknown();
      }
      Letters letters = one.letters();
      return List.of(new Assert((value, place) -> place == 0 || !letters.has(value[place - 1])));
    }
    if (ahead || notAhead) {
      PatternMachine machine = machine(inner);
      return List.of(new Assert((value, place) -> machine.matchesFrom(value, place) == ahead));
    }
    return inner;
  }

  /** Goes behind what means one character: itself, an escape, or a class. */
  private void skipOne() {
    char first = text.charAt(at++);
    if (first == '\\') {
      skipEscape();
    } else if (first == '[') {
      int depth = 1;
      while (depth > 0) {
        if (at >= text.length()) {
          throw new Unknown();
        }
        char next = text.charAt(at++);
        if (next == '\\') {
          at++;
        } else if (next == '[') {
          depth++;
        } else if (next == ']') {
          depth--;
        }
      }
    } else if (Character.isHighSurrogate(first) && at < text.length()) {
      at++;
    }
  }

  private void skipEscape() {
    if (at >= text.length()) {
      throw new Unknown();
    }
    char escaped = text.charAt(at++);
    if (escaped == 'p' || escaped == 'P') {
      at = sees("{") ? text.indexOf('}', at) + 1 : at + 1;
      if (at == 0) {
        throw new Unknown(); // nothing closes it
      }
    } else if (escaped == 'u') {
      at += 4;
    } else if (escaped == 'x') {
      at += 2;
    } else if (Character.isDigit(escaped)
        || (Character.isLetter(escaped) && "dDsSwWtnr".indexOf(escaped) < 0)) {
      throw new Unknown();
    }
    if (at > text.length()) {
      throw new Unknown();
    }
  }

  /** As Java has it; of ASCII it is known, since nearly all values are. */
  private static Letters letters(String one) {
    Pattern pattern = Pattern.compile(one);
    BitSet ascii = new BitSet();
    for (char c = 0; c < 128; c++) {
      ascii.set(c, pattern.matcher(String.valueOf(c)).matches());
    }
    return codePoint ->
        codePoint < 128
            ? ascii.get(codePoint)
            : pattern.matcher(Character.toString(codePoint)).matches();
  }

  private static boolean isWord(int[] value, int at) {
    return at >= 0
        && at < value.length
        && (value[at] == '_' || Character.isLetterOrDigit(value[at]));
  }
}
