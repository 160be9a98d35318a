package dev.mlsim.internal;

/** Names with {@code *} for any run of characters and {@code ?} for one. */
public final class Glob {
  private final String text;
  private final boolean singles;

  private Glob(String text, boolean singles) {
    this.text = text;
    this.singles = singles;
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
    int at = 0;
    int star = -1; // the last star that was met
    int taken = 0; // up to where it has taken the name
    int i = 0;
    while (i < name.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        taken = i;
      } else if (at < text.length() && fits(text.charAt(at), name.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++taken;
      } else {
        return false;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }

  private boolean fits(char wanted, char found) {
    return wanted == found || (singles && wanted == '?');
  }

  @Override
  public String toString() {
    return text;
  }
}
