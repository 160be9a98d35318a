package dev.mlsim.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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

  /** A sentence's end that offers the nearest names. */
  public static String hint(String name, Collection<String> known) {
    return known.isEmpty() ? "; there are none" : "; the nearest are " + to(name, known);
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
