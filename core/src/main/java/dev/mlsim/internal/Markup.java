package dev.mlsim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Writes HTML pages that load nothing; all text that is put into a template is escaped. */
public final class Markup {
  private final StringBuilder html = new StringBuilder(1 << 14);

  /** Begins an empty piece of HTML. */
  public Markup() {}

  /** Begins a page: everything up to its body. */
  public static Markup page(String title) {
    return new Markup()
        .add("<!DOCTYPE html>")
        .add("<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .add(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                + " style-src 'unsafe-inline'; script-src 'unsafe-inline'\">")
        .add("<title>{}</title><style>", title)
        .raw(resource("story.css"))
        .add("</style>");
  }

  /** Ends a page, with the script that finds rows and zooms. */
  public Markup end() {
    return add("<script>").raw(resource("story.js")).add("</script></body></html>");
  }

  private static String resource(String name) {
    try (InputStream stream = Markup.class.getResourceAsStream(name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds HTML as it stands; each {@code {}} is replaced by the next value, escaped. */
  public Markup add(String template, Object... values) {
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
  public Markup raw(String markup) {
    html.append(markup);
    return this;
  }

  private void text(String value) {
    String text = Visible.lines(value);
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
