package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Timestamps;
import java.time.Instant;
import java.util.Optional;

/** Values of computed members, in the form that documents have. */
public final class Values {
  private Values() {}

  /** A text; an empty one is no value. */
  public static Optional<JsonNode> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(TextNode.valueOf(text));
  }

  /** The beginning of a text that is longer than it is shown; no character is cut in two. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, splits ? longest - 1 : longest);
  }

  /** A time. */
  public static Optional<JsonNode> time(Instant time) {
    return Optional.of(Timestamps.of(time));
  }

  /** A time that may not have come. */
  public static Optional<JsonNode> time(Optional<Instant> time) {
    return time.map(Timestamps::of);
  }

  /** A whole number. */
  public static Optional<JsonNode> number(long number) {
    return Optional.of(LongNode.valueOf(number));
  }

  /** A number with a fraction. */
  public static Optional<JsonNode> number(double number) {
    return Optional.of(DoubleNode.valueOf(number));
  }

  /** Yes or no. */
  public static Optional<JsonNode> flag(boolean flag) {
    return Optional.of(BooleanNode.valueOf(flag));
  }
}
