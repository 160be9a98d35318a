package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a word takes: a value of a kind within bounds.
 *
 * @param name what the value means
 * @param kind how it is written
 * @param least the least length of a text, number, or seconds of a time
 * @param most the greatest likewise
 * @param reading reads a value that {@link #fits}
 */
record Parameter<T>(
    String name, Kind kind, double least, double most, Function<JsonNode, T> reading) {

  /** The least that is more than nothing. */
  static final double MORE_THAN_ZERO = Double.MIN_VALUE;

  private static final int NAME_LENGTH = 1024;
  private static final long CENTURY = Duration.ofDays(36_525).toSeconds();
  private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant YEAR_9999 = Instant.parse("9999-12-31T23:59:59Z");

  /** How a value is written in JSON. */
  enum Kind {
    /** A string. */
    TEXT,
    /** A number without a fraction. */
    INT,
    /** A number. */
    NUMBER,
    /** A string such as {@code PT3H}. */
    DURATION,
    /** A string such as {@code 2026-01-01T03:00:00Z}. */
    INSTANT,
    /** An object. */
    DOCUMENT
  }

  /** A name, a path or a glob. */
  static Parameter<String> text(String name) {
    return text(name, 1, NAME_LENGTH);
  }

  static Parameter<String> text(String name, int least, int most) {
    return new Parameter<>(name, Kind.TEXT, least, most, JsonNode::textValue);
  }

  /** How many, from 1. */
  static Parameter<Integer> count(String name) {
    return count(name, 1, Integer.MAX_VALUE);
  }

  static Parameter<Integer> count(String name, int least, int most) {
    return new Parameter<>(name, Kind.INT, least, most, JsonNode::intValue);
  }

  static Parameter<Double> number(String name, double least, double most) {
    return new Parameter<>(name, Kind.NUMBER, least, most, JsonNode::doubleValue);
  }

  static Parameter<Duration> duration(String name) {
    return new Parameter<>(
        name, Kind.DURATION, 0, CENTURY, value -> Duration.parse(value.textValue()));
  }

  static Parameter<Instant> instant(String name) {
    return new Parameter<>(
        name,
        Kind.INSTANT,
        YEAR_0.getEpochSecond(),
        YEAR_9999.getEpochSecond(),
        value -> Instant.parse(value.textValue()));
  }

  static Parameter<ObjectNode> document(String name) {
    return new Parameter<>(name, Kind.DOCUMENT, 0, 0, ObjectNode.class::cast);
  }

  /** Whether the value is of the kind, whatever its bounds. */
  boolean fits(JsonNode value) {
    return switch (kind) {
      case TEXT, DURATION, INSTANT -> value.isTextual();
      case INT -> value.isNumber() && value.doubleValue() % 1 == 0;
      case NUMBER -> value.isNumber();
      case DOCUMENT -> value.isObject();
    };
  }

  /**
   * Whether a value that fits is within the bounds.
   *
   * @throws java.time.format.DateTimeParseException if it is to be a time and can't be read
   */
  boolean admits(JsonNode value) {
    double measured =
        switch (kind) {
          case TEXT -> value.textValue().length();
          case INT, NUMBER -> value.doubleValue();
          case DURATION -> Duration.parse(value.textValue()).toSeconds();
          case INSTANT -> Instant.parse(value.textValue()).getEpochSecond();
          case DOCUMENT -> 0;
        };
    return measured >= least && measured <= most;
  }

  /** Kind and bounds in words. */
  String says() {
    return switch (kind) {
      case TEXT -> "a text of " + (int) least + " to " + (int) most + " characters";
      case INT -> "a whole number of " + (long) least + " to " + (long) most;
      case NUMBER ->
          "a number of "
              + (least == MORE_THAN_ZERO ? "more than 0" : least)
              + (most == Double.MAX_VALUE ? " or more" : " to " + most);
      case DURATION -> "a duration such as PT3H, of nothing to a century";
      case INSTANT -> "an instant such as 2026-01-01T03:00:00Z, of the years 0 to 9999";
      case DOCUMENT -> "a JSON object";
    };
  }
}
