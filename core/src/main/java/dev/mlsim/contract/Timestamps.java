package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.time.DateTimeException;
import java.time.Instant;

/** The form of a timestamp in mlsim's documents: a double of epoch seconds, to the millisecond. */
public final class Timestamps {
  /** Years have four digits in requests. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Timestamps() {}

  /** The node for an instant, cut to the millisecond as AWS does. */
  public static DoubleNode of(Instant instant) {
    return DoubleNode.valueOf(instant.toEpochMilli() / 1000.0);
  }

  /**
   * The instant of a node.
   *
   * @throws IllegalArgumentException if the node is not a number
   */
  public static Instant instant(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException(
          "mlsim: a timestamp is a number of epoch seconds, but this is [" + node + "]");
    }
    return Instant.ofEpochMilli(Math.round(node.asDouble() * 1000));
  }

  /** As ISO 8601 has it, always with milliseconds: {@code 2026-01-01T00:00:00.000Z}. */
  static String toTheMillisecond(JsonNode node) {
    String text = instant(node).toString();
    return text.indexOf('.') < 0 ? text.replace("Z", ".000Z") : text;
  }

  /**
   * The node for an instant that a request names.
   *
   * @throws DateTimeException if it is none of the years 1 to 9999
   */
  static DoubleNode given(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new DateTimeException("mlsim: [" + instant + "] is not in the years 1 to 9999");
    }
    return of(instant);
  }

  /** The node for seconds that a request names. */
  static DoubleNode given(double seconds) {
    if (!(Math.abs(seconds) < 1e12)) {
      throw new DateTimeException(
          "mlsim: [" + seconds + "] seconds are not in the years 1 to 9999");
    }
    return given(Instant.ofEpochMilli(Math.round(seconds * 1000)));
  }
}
