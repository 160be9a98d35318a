package dev.mlsim.contract;

import com.fasterxml.jackson.databind.node.DoubleNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How a timestamp is written on the wire. */
public enum TimestampFormat {
  /** A number of seconds since 1970, with a fraction to the millisecond. */
  EPOCH_SECONDS("unixTimestamp") {
    @Override
    DoubleNode parse(String text) {
      return Timestamps.given(Double.parseDouble(text));
    }

    @Override
    String format(Instant instant) {
      return Timestamps.of(instant).asText();
    }
  },
  /** {@code 2021-02-24T01:25:38.527Z}. */
  ISO_8601("iso8601") {
    @Override
    DoubleNode parse(String text) {
      return Timestamps.given(OffsetDateTime.parse(text).toInstant());
    }

    @Override
    String format(Instant instant) {
      return instant.toString();
    }
  },
  /** {@code Wed, 24 Feb 2021 01:25:38 GMT}. */
  HTTP_DATE("rfc822") {
    @Override
    DoubleNode parse(String text) {
      return Timestamps.given(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    }

    @Override
    String format(Instant instant) {
      String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
      return text.charAt(DAY + 1) == ' ' ? text.replace(", ", ", 0") : text; // HTTP has two digits
    }
  };

  /** Where the day of the month stands in a date of HTTP. */
  private static final int DAY = 5;

  private final String modelName;

  TimestampFormat(String modelName) {
    this.modelName = modelName;
  }

  /** The name AWS's models have for it. */
  public String modelName() {
    return modelName;
  }

  static TimestampFormat ofModelName(String name) {
    for (TimestampFormat format : values()) {
      if (format.modelName.equals(name)) {
        return format;
      }
    }
    throw new IllegalArgumentException("mlsim: unknown timestamp format [" + name + "]");
  }

  /** Reads text of this format, as a document's timestamp. */
  DoubleNode read(String text) {
    try {
      return parse(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new MalformedInput(
          "Invalid timestamp '" + text + "', the expected format is " + modelName, e);
    }
  }

  /** An instant as text of this format. */
  public String text(Instant instant) {
    return format(instant);
  }

  abstract DoubleNode parse(String text);

  /** Writes an instant in this format. */
  abstract String format(Instant instant);
}
