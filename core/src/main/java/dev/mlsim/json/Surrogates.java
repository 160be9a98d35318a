package dev.mlsim.json;

import java.util.Locale;

/** Escapes what can't be encoded: halves of surrogate pairs that stand alone. */
final class Surrogates {
  private Surrogates() {}

  /** The same JSON; such a half can only be inside of a string there. */
  static String escaped(String json) {
    StringBuilder escaped = new StringBuilder();
    int from = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (i + 1 < json.length() && Character.isSurrogatePair(c, json.charAt(i + 1))) {
        i++;
        continue;
      }
      escaped.append(json, from, i).append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      from = i + 1;
    }
    return from == 0 ? json : escaped.append(json, from, json.length()).toString();
  }
}
