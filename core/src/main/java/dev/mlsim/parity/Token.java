package dev.mlsim.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording has in place of a user's words and of ids: {@code name-3}, or where a model
 * wants a form, such as that of a UUID, letters that are all {@code a} and digits that are all
 * {@code 0}, with a number at the end.
 */
final class Token {
  static final String REGEX =
      "\\bname[-_]?\\d+"
          + "|(?<![\\w-])(?!1000\\d{8}(?!\\d))(?=[\\w-]{6})[aA0][aA0_-]*[1-9][0-9_-]*(?![\\w-])";
  private static final Pattern TOKEN = Pattern.compile(REGEX);

  private Token() {}

  /** The tokens of a text, in its order. */
  static Set<String> in(String text) {
    Set<String> found = new LinkedHashSet<>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      found.add(token.group());
    }
    return found;
  }

  /** The tokens of all texts of a document, keys of maps included. */
  static Set<String> in(JsonNode document) {
    Set<String> found = new LinkedHashSet<>();
    collect(document, found);
    return found;
  }

  private static void collect(JsonNode node, Set<String> found) {
    if (node.isTextual()) {
      found.addAll(in(node.textValue()));
    }
    node.fieldNames().forEachRemaining(name -> found.addAll(in(name)));
    node.forEach(item -> collect(item, found));
  }
}
