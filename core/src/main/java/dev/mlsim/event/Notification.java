package dev.mlsim.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.time.Instant;

/**
 * A message that a service publishes to a topic of SNS.
 *
 * @param number its place in the order of notifications, from 1
 * @param at when, in virtual time
 * @param topicArn the topic
 * @param message what SNS delivers as {@code Message}; read-only
 */
public record Notification(long number, Instant at, String topicArn, ObjectNode message) {

  /** Checks that nothing is missing. */
  public Notification {
    requireNonNull(at, "at");
    requireNonNull(topicArn, "topicArn");
    message = Json.frozen(message);
  }

  /** The message as the text that SNS delivers. */
  public String json() {
    return Json.text(message);
  }

  @Override
  public String toString() {
    return "notification " + number + " of [" + topicArn + "]";
  }
}
