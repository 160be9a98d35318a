package dev.mlsim.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as EventBridge would deliver it.
 *
 * @param number its place in the order of events, from 1
 * @param at when, in virtual time; the envelope has it to the second
 * @param type the type of the resource that it is about, such as {@code training-job}
 * @param name the resource's name
 * @param cause what brought it about: the operation that was called, or {@code time}
 * @param document the whole event, envelope and all; read-only
 */
public record Event(
    long number, Instant at, String type, String name, String cause, ObjectNode document) {

  /** Checks that nothing is missing. */
  public Event {
    requireNonNull(at, "at");
    requireNonNull(type, "type");
    requireNonNull(name, "name");
    requireNonNull(cause, "cause");
    document = Json.frozen(document);
  }

  /** What it says it is, such as {@code SageMaker Training Job State Change}. */
  public String detailType() {
    return document.path("detail-type").asText();
  }

  /** Who sends it, such as {@code aws.sagemaker}. */
  public String source() {
    return document.path("source").asText();
  }

  /** What it says; read-only. */
  public JsonNode detail() {
    return document.path("detail");
  }

  /**
   * A value in its detail, such as {@code TrainingJobStatus} or {@code
   * ResourceConfig.InstanceType}.
   */
  public Optional<JsonNode> detail(String path) {
    JsonNode node = detail().at("/" + path.replace('.', '/'));
    return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  /** The whole event as the JSON that a target gets. */
  public String json() {
    return Json.text(document);
  }

  @Override
  public String toString() {
    return "event " + number + " [" + detailType() + "] of " + type + " [" + name + "]";
  }
}
