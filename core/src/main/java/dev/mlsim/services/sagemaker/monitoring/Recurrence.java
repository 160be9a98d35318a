package dev.mlsim.services.sagemaker.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * At which full hours of the day, in UTC, a schedule is due: from one on, every so many. The forms
 * are those of the API reference (ScheduleConfig), in which {@code 17/12} is 17 and 5 o'clock.
 *
 * @param first an hour of the day
 * @param every hours from one to the next, counted anew each day
 */
record Recurrence(int first, int every) {
  /** A single run, as soon as the schedule is there. */
  static final String NOW = "NOW";

  static final int DAY = 24;

  private static final Pattern CRON =
      Pattern.compile("cron\\(0 (?:(\\*)|(\\d{1,2})(?:/(\\d{1,2}))?) \\? \\* \\* \\*\\)");

  /** What an expression says, if it has one of the forms. */
  static Optional<Recurrence> of(String expression) {
    Matcher cron = CRON.matcher(expression);
    if (!cron.matches()) {
      return Optional.empty();
    }
    if (cron.group(1) != null) {
      return Optional.of(new Recurrence(0, 1));
    }
    int first = Integer.parseInt(cron.group(2));
    int every = cron.group(3) == null ? DAY : Integer.parseInt(cron.group(3));
    return first < DAY && every >= 1 && every <= DAY
        ? Optional.of(new Recurrence(first, every))
        : Optional.empty();
  }

  /** Once a day. */
  static Recurrence daily(int hour) {
    return new Recurrence(hour, DAY);
  }

  /** The shortest time from one run to the next. */
  Duration period() {
    int last = DAY % every;
    return Duration.ofHours(last == 0 ? every : last);
  }

  /** The first full hour after that time at which it is due. */
  Instant next(Instant after) {
    return due(after.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS), 1);
  }

  /** The last one before that time. */
  Instant previous(Instant before) {
    Instant hour = before.truncatedTo(ChronoUnit.HOURS);
    return due(hour.equals(before) ? hour.minus(1, ChronoUnit.HOURS) : hour, -1);
  }

  private Instant due(Instant from, int step) {
    Instant hour = from;
    while (!isDue(hour)) {
      hour = hour.plus(step, ChronoUnit.HOURS);
    }
    return hour;
  }

  private boolean isDue(Instant hour) {
    int ofDay = hour.atOffset(ZoneOffset.UTC).getHour();
    return (ofDay - first + DAY) % DAY % every == 0;
  }
}
