package dev.mlsim.recording;

import dev.mlsim.contract.StringShape;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands for a user's own words: the same token for the same word, in requests and answers
 * alike, and one that the model allows where the word stood. The words themselves stay in memory.
 */
final class Tokens {
  static final String LEFT_OUT = "(left out)";
  private static final long FIRST_ACCOUNT = 100_000_000_000L;
  private static final int SHORTEST_KNOWN = 4;

  private final Map<String, String> byWord = new LinkedHashMap<>();
  private final Map<String, String> accounts = new LinkedHashMap<>();
  private int count;

  /** The token for a word, or nothing if the model allows none that could be made. */
  Optional<String> of(String word, Optional<StringShape> shape) {
    String known = byWord.get(word);
    if (known != null && !known.equals(LEFT_OUT)) {
      return Optional.of(known);
    }
    int next = count + 1;
    Optional<String> token =
        List.of("name-" + next, "name" + next, "name_" + next, padded(next, word), mask(word, next))
            .stream()
            .filter(candidate -> shape.isEmpty() || isAllowed(shape.get(), candidate))
            .findFirst();
    token.ifPresent(
        t -> {
          count = next;
          byWord.put(word, t);
        });
    return token;
  }

  /** Twelve digits for twelve digits. */
  String account(String digits) {
    return accounts.computeIfAbsent(
        digits, d -> String.valueOf(FIRST_ACCOUNT + accounts.size() + 1L));
  }

  boolean isAccountToken(String digits) {
    return accounts.containsValue(digits);
  }

  /** Has messages not repeat what was left out elsewhere. */
  void leaveOut(String word) {
    byWord.putIfAbsent(word, LEFT_OUT);
  }

  /** A text with the words that are known replaced, the longest first. */
  String replacing(String text) {
    String replaced = text;
    for (String word :
        byWord.keySet().stream()
            .filter(w -> w.length() >= SHORTEST_KNOWN && text.contains(w))
            .sorted(Comparator.comparing(String::length).reversed())
            .toList()) {
      replaced = replaced.replace(word, byWord.getOrDefault(word, LEFT_OUT));
    }
    return replaced;
  }

  static boolean isAllowed(StringShape shape, String candidate) {
    BigDecimal length = BigDecimal.valueOf(candidate.length());
    return !shape.length().isBelow(length)
        && !shape.length().isAbove(length)
        && shape.pattern().map(p -> p.matches(candidate)).orElse(true);
  }

  /** As long as the word: for what has to have a length. */
  private static String padded(int number, String word) {
    String digits = String.valueOf(number);
    return "0".repeat(Math.max(0, word.length() - digits.length())) + digits;
  }

  /** Letters for letters, digits for digits, with the number at the end. */
  private static String mask(String word, int number) {
    StringBuilder mask = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      mask.append(Character.isUpperCase(c) ? 'A' : Character.isLetter(c) ? 'a' : other(c));
    }
    String digits = String.valueOf(number);
    int place = mask.length() - 1;
    for (int i = digits.length() - 1; i >= 0 && place >= 0; place--) {
      if (Character.isLetterOrDigit(mask.charAt(place))) {
        mask.setCharAt(place, digits.charAt(i--));
      }
    }
    return mask.toString();
  }

  private static char other(char c) {
    return Character.isDigit(c) ? '0' : "-_./:".indexOf(c) >= 0 ? c : '-';
  }
}
