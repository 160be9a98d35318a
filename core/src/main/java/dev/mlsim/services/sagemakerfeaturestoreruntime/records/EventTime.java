package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The event times of records, as the developer guide has them: a text {@code
 * yyyy-MM-dd'T'HH:mm:ssZ} or {@code yyyy-MM-dd'T'HH:mm:ss.SSSZ}, or a number of epoch seconds.
 */
final class EventTime {
  private static final Pattern TEXT =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3,9})?(Z|[+-]\\d{2}:?\\d{2})");
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

  private EventTime() {}

  /** The time of a value of that type, if it is one. */
  static Optional<Instant> of(String value, String featureType) {
    try {
      return featureType.equals("Fractional") ? Optional.of(ofNumber(value)) : ofText(value);
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant ofNumber(String value) {
    BigDecimal seconds = new BigDecimal(value);
    if (seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
      throw new DateTimeException("not in the years 1970 to 9999");
    }
    long whole = seconds.longValue();
    return Instant.ofEpochSecond(
        whole, seconds.subtract(BigDecimal.valueOf(whole)).multiply(NANOS).longValue());
  }

  private static Optional<Instant> ofText(String value) {
    if (!TEXT.matcher(value).matches()) {
      return Optional.empty();
    }
    String normal = value.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2");
    return Optional.of(
        OffsetDateTime.parse(normal).withOffsetSameInstant(ZoneOffset.UTC).toInstant());
  }
}
