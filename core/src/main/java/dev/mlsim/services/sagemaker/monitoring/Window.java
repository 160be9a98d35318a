package dev.mlsim.services.sagemaker.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time of which a run looks at the data.
 *
 * @param from from when on
 * @param until until when, that instant left out
 */
record Window(Instant from, Instant until) {
  private static final Pattern OFFSET = Pattern.compile("-P(?:\\d{1,3}D|T\\d{1,4}H)");
  private static final Pattern IN_FOLDER =
      Pattern.compile("/(\\d{4}/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\\d|3[01])/(?:[01]\\d|2[0-3]))/");
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The time that has passed since the run before, moved by the offsets of the input. */
  static Window of(Recurrence recurrence, Instant scheduled, JsonNode input) {
    return new Window(
        recurrence.previous(scheduled).plus(offset(input.path("StartTimeOffset"))),
        scheduled.plus(offset(input.path("EndTimeOffset"))));
  }

  /** What a schedule of a single run says, or else the hour before it. */
  static Window once(JsonNode schedule, Instant scheduled) {
    JsonNode start = schedule.path("DataAnalysisStartTime");
    return new Window(
        scheduled.plus(start.isMissingNode() ? Duration.ofHours(-1) : offset(start)),
        scheduled.plus(offset(schedule.path("DataAnalysisEndTime"))));
  }

  private static Duration offset(JsonNode text) {
    return offset(text.asText()).orElse(Duration.ZERO);
  }

  /** An offset such as {@code -PT1H} or {@code -P1D}, if it is one. */
  static Optional<Duration> offset(String text) {
    return OFFSET.matcher(text).matches() ? Optional.of(Duration.parse(text)) : Optional.empty();
  }

  /** Whether what was captured in the hour that begins then is of it. */
  boolean hasHour(Instant hour) {
    return hour.isBefore(until) && hour.plus(1, ChronoUnit.HOURS).isAfter(from);
  }

  /** The folder of the hour of an instant. */
  static String folder(Instant at) {
    return FOLDER.format(at);
  }

  /** The hour whose folder an object is in, if it is in one. */
  static Optional<Instant> hourOf(String object) {
    Matcher folder = IN_FOLDER.matcher(object);
    return folder.find()
        ? Optional.of(Instant.from(FOLDER.parse(folder.group(1))))
        : Optional.empty();
  }
}
