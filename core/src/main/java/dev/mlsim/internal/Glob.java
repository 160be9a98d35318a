package dev.mlsim.internal;

import java.util.regex.Pattern;

/** Names with {@code *} for any run of characters and {@code ?} for one. */
public final class Glob {
  private final String text;
  private final Pattern pattern;

  private Glob(String text, boolean singles) {
    this.text = text;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append(singles ? "." : "\\?");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Reads a glob. */
  public static Glob of(String text) {
    return new Glob(text, true);
  }

  /** Reads a glob in which a question mark is one. */
  public static Glob stars(String text) {
    return new Glob(text, false);
  }

  /** Whether the whole name fits. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
