package dev.mlsim.services.cleanroomsml;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** For how long a data access budget of a table lasts, as AWS Clean Rooms names it. */
public enum BudgetType {
  /** From midnight to midnight, UTC. */
  CALENDAR_DAY,
  /** From Monday to Monday, UTC. */
  CALENDAR_WEEK,
  /** From the first of a month to the first of the next, UTC. */
  CALENDAR_MONTH,
  /** As long as the collaboration exists. */
  LIFETIME;

  /** When the period began in which a time lies; of a lifetime, that time itself. */
  Instant start(Instant time) {
    ZonedDateTime day = time.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    return switch (this) {
      case CALENDAR_DAY -> day.toInstant();
      case CALENDAR_WEEK ->
          day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
      case CALENDAR_MONTH -> day.withDayOfMonth(1).toInstant();
      case LIFETIME -> time;
    };
  }

  /** When the period ends that began then; never for a lifetime. */
  Optional<Instant> end(Instant start) {
    ZonedDateTime day = start.atZone(ZoneOffset.UTC);
    return switch (this) {
      case CALENDAR_DAY -> Optional.of(day.plusDays(1).toInstant());
      case CALENDAR_WEEK -> Optional.of(day.plusWeeks(1).toInstant());
      case CALENDAR_MONTH -> Optional.of(day.plusMonths(1).toInstant());
      case LIFETIME -> Optional.empty();
    };
  }
}
