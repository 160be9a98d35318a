package dev.mlsim.internal;

/**
 * Texts for people to look at, with what can't be seen, or would make a console or a page do
 * something, as escapes: control characters, marks that turn the direction of writing, halves of
 * surrogate pairs.
 */
public final class Visible {
  private Visible() {}

  /** The text in one line: ends of lines are escaped too. */
  public static String line(String text) {
    return escaped(text, "");
  }

  /** The text, which may have more lines than one. */
  public static String lines(String text) {
    return escaped(text, "\n\r\t");
  }

  private static String escaped(String text, String left) {
    StringBuilder escaped = new StringBuilder();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        i++;
      } else if (isUnseen(c) && left.indexOf(c) < 0) {
        escaped.append(text, from, i).append(escape(c));
        from = i + 1;
      }
    }
    return from == 0 ? text : escaped.append(text, from, text.length()).toString();
  }

  private static boolean isUnseen(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        String hex = Integer.toHexString(0x10000 | c).substring(1);
        yield "\\u" + hex;
      }
    };
  }
}
