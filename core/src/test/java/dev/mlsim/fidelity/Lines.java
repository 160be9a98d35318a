package dev.mlsim.fidelity;

import java.util.List;

/** The lines of a page. */
final class Lines {
  private final StringBuilder text = new StringBuilder();

  void add(String line) {
    text.append(line).append('\n');
  }

  void addAll(List<String> lines) {
    lines.forEach(this::add);
  }

  /** The page, with one line's end at its end. */
  String text() {
    return text.toString().stripTrailing() + "\n";
  }

  /** A row of a table. */
  static String row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      String words = cell.equals(0) ? "" : String.valueOf(cell).replace("|", "\\|");
      row.append(' ').append(words).append(words.isEmpty() ? "|" : " |");
    }
    return row.toString();
  }
}
