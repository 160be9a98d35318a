package dev.mlsim.journal;

/** Writes HTML; all text goes through {@link #text}, which escapes it. */
final class Markup {
  private final StringBuilder html = new StringBuilder(1 << 14);

  /** Adds HTML as it stands; each {@code {}} is replaced by the next value, escaped. */
  Markup add(String template, Object... values) {
    int from = 0;
    for (Object value : values) {
      int hole = template.indexOf("{}", from);
      html.append(template, from, hole);
      text(String.valueOf(value));
      from = hole + 2;
    }
    html.append(template, from, template.length()).append('\n');
    return this;
  }

  /** Adds what is HTML already. */
  Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        default -> html.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
