package dev.mlsim.engine;

/** The order of texts by their bytes in UTF-8, which isn't Java's for what lies beyond U+FFFF. */
final class Utf8Order {
  private static final char FIRST_SURROGATE = '\uD800';
  private static final char LAST_SURROGATE = '\uDFFF';

  private Utf8Order() {}

  static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean astral = isSurrogate(a);
        return astral == isSurrogate(b) ? Character.compare(a, b) : astral ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private static boolean isSurrogate(char c) {
    return c >= FIRST_SURROGATE && c <= LAST_SURROGATE;
  }
}
