package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.time.Instant;

/** The form of a timestamp in mlsim's documents: a double of epoch seconds, to the millisecond. */
public final class Timestamps {
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

  static DoubleNode ofSeconds(double seconds) {
    return of(Instant.ofEpochMilli(Math.round(seconds * 1000)));
  }
}
