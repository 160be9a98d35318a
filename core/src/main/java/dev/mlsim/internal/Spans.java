package dev.mlsim.internal;

import java.time.Duration;

/** Says how long something took, as a person reads it: {@code 2h 13m 5s}, {@code 350ms}. */
public final class Spans {
  private static final int UNITS = 3;

  private Spans() {}

  /** The text of a duration, in its three largest units, to the millisecond. */
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    long[] parts = {
      duration.toDays(),
      duration.toHoursPart(),
      duration.toMinutesPart(),
      duration.toSecondsPart(),
      duration.toMillisPart()
    };
    String[] units = {"d", "h", "m", "s", "ms"};
    StringBuilder text = new StringBuilder();
    int first = 0;
    while (first < parts.length && parts[first] == 0) {
      first++;
    }
    for (int i = first; i < Math.min(first + UNITS, parts.length); i++) {
      if (parts[i] != 0) {
        text.append(text.isEmpty() ? "" : " ").append(parts[i]).append(units[i]);
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
