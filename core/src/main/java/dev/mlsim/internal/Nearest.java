package dev.mlsim.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds what somebody probably meant who mistyped a name. */
public final class Nearest {
  private static final int SHOWN = 3;

  /** More than any name has; what is longer is no slip of the pen, and would cost seconds. */
  private static final int COMPARED = 200;

  private Nearest() {}

  /** The known names that are most like the one given, the nearest first, at most three. */
  public static List<String> to(String name, Collection<String> known) {
    record Candidate(String name, int distance) {}
    String wanted = compared(name);
    return known.stream()
        .map(k -> new Candidate(k, distance(wanted, compared(k))))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(SHOWN)
        .map(Candidate::name)
        .toList();
  }

  private static String compared(String name) {
    return name.substring(0, Math.min(name.length(), COMPARED)).toLowerCase(Locale.ROOT);
  }

  /** A sentence's end that offers the nearest names, as far as they are near at all. */
  public static String hintOfNear(String name, Collection<String> known) {
    String wanted = compared(name);
    List<String> near =
        known.stream()
            .filter(
                k ->
                    wanted.startsWith(compared(k))
                        || 2 * distance(wanted, compared(k)) <= wanted.length())
            .toList();
    return near.isEmpty() ? "" : hint(name, near);
  }

  /** A sentence's end that offers the nearest names. */
  public static String hint(String name, Collection<String> known) {
    return known.isEmpty() ? "; there are none" : "; the nearest are " + to(name, known);
  }

  /**
   * The known names that share the most words with the one given, all of them if none does: whoever
   * knows what a long name is about need not know how it begins.
   */
  public static Collection<String> sharingWords(String name, Collection<String> known) {
    Set<String> wanted = words(name);
    Map<Integer, List<String>> byShared = new TreeMap<>();
    for (String k : known) {
      Set<String> shared = words(k);
      shared.retainAll(wanted);
      byShared.computeIfAbsent(-shared.size(), n -> new ArrayList<>()).add(k);
    }
    return byShared.isEmpty() ? known : byShared.values().iterator().next();
  }

  private static Set<String> words(String name) {
    Set<String> words = new HashSet<>();
    for (String word : compared(name).split("[^a-z0-9.]+", -1)) {
      words.add(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
    }
    words.remove("");
    return words;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
