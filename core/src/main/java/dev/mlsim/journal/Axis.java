package dev.mlsim.journal;

import dev.mlsim.internal.Spans;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scale of a timeline: virtual time as percents of its width. */
final class Axis {
  private static final int MOST_TICKS = 10;
  private static final double LAST_LABEL = 0.96;
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(30),
          Duration.ofDays(365));

  private final Instant start;
  private final Duration length;

  Axis(Instant start, Instant end) {
    this.start = start;
    this.length = end.isAfter(start) ? Duration.between(start, end) : Duration.ofSeconds(1);
  }

  /** How long all of it is. */
  Duration length() {
    return length;
  }

  /** A mark on the scale. */
  record Tick(String left, String label) {}

  List<Tick> ticks() {
    Duration step = STEPS.get(STEPS.size() - 1);
    for (int i = STEPS.size() - 1; i >= 0; i--) {
      if (length.dividedBy(STEPS.get(i)) <= MOST_TICKS) {
        step = STEPS.get(i);
      }
    }
    List<Tick> ticks = new ArrayList<>();
    for (long i = 0; i <= Math.min(length.dividedBy(step), MOST_TICKS); i++) {
      Duration at = step.multipliedBy(i);
      if (share(start.plus(at)) > LAST_LABEL) {
        break;
      }
      ticks.add(new Tick(left(start.plus(at)), "+" + Spans.text(at)));
    }
    return ticks;
  }

  /** Where an instant lies, for CSS. */
  String left(Instant at) {
    return percent(share(at));
  }

  /** How wide a span is, for CSS. */
  String width(Instant from, Instant to) {
    return percent(share(to) - share(from));
  }

  private double share(Instant at) {
    return (double) Duration.between(start, at).toMillis() / Math.max(length.toMillis(), 1);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3f%%", Math.min(Math.max(share, 0), 1) * 100);
  }
}
