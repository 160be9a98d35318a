package dev.mlsim.services.logs.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of lines: all terms are in them, one of those with a question mark is, and none of
 * those with a minus sign.
 *
 * @param all what has to be in a line
 * @param some of what at least one has to be, if there is any
 * @param none what may not be in a line
 */
record LinePattern(List<String> all, List<String> some, List<String> none) {
  private static final Pattern TERM = Pattern.compile("([?-]?)(?:\"([^\"]*)\"|(\\S+))");

  /** Reads a pattern; an empty one fits every line. */
  static LinePattern of(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("{") || stripped.startsWith("[") || stripped.contains("%")) {
      throw Streams.invalid(
          "mlsim: the filterPattern ["
              + stripped
              + "] is not known here; possible are terms, \"quoted terms\", ?either and -without");
    }
    List<String> all = new ArrayList<>();
    List<String> some = new ArrayList<>();
    List<String> none = new ArrayList<>();
    Matcher terms = TERM.matcher(stripped);
    while (terms.find()) {
      String term = terms.group(2) == null ? terms.group(3) : terms.group(2);
      switch (terms.group(1)) {
        case "?" -> some.add(term);
        case "-" -> none.add(term);
        default -> all.add(term);
      }
    }
    return new LinePattern(all, some, none);
  }

  boolean fits(String line) {
    return all.stream().allMatch(line::contains)
        && (some.isEmpty() || some.stream().anyMatch(line::contains))
        && none.stream().noneMatch(line::contains);
  }
}
