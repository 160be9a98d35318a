package dev.mlsim.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attempt of a call, as it stands in a recording: a line.
 *
 * @param number which line of the recording, from 1
 * @param call which call it is an attempt of, such as {@code c4}
 * @param attempt which of its attempts, from 1
 * @param at when it began, since the recording's beginning
 * @param took how long it took
 * @param region where it was sent, empty if that isn't known
 * @param service the service's name, such as {@code sagemaker}
 * @param operation the operation
 * @param input what was asked, sanitised
 * @param status the HTTP status; 0 if no answer came
 * @param output what was answered, sanitised
 * @param code the code of an error, empty for a success
 * @param message what the error said, sanitised
 * @param lost what broke the connection, empty if an answer came
 * @param leftOut the paths of what was left out, {@code in.} or {@code out.} before each
 * @param unknown the paths of members that mlsim doesn't know, with their types
 */
public record RecordedAttempt(
    int number,
    String call,
    int attempt,
    Duration at,
    Duration took,
    String region,
    String service,
    String operation,
    ObjectNode input,
    int status,
    ObjectNode output,
    String code,
    String message,
    String lost,
    List<String> leftOut,
    List<String> unknown) {

  /** Makes the documents read-only. */
  public RecordedAttempt {
    input = Json.frozen(input);
    output = Json.frozen(output);
    leftOut = List.copyOf(leftOut);
    unknown = List.copyOf(unknown);
  }

  /** Whether the service answered that all is well. */
  public boolean succeeded() {
    return status > 0 && code.isEmpty() && status < 300;
  }

  /** What is meant by it in a report, such as {@code sagemaker:CreateModel, line 5}. */
  public String label() {
    return service + ":" + operation + ", line " + number;
  }

  /** What was asked, as text: the same for the same. */
  public String question() {
    return service + ":" + operation + " " + Json.text(input);
  }

  /** Whether a member was there when it was recorded, but may not be told. */
  public boolean isLeftOut(String path) {
    return leftOut.contains(path);
  }

  /** The JSON type of a member that had another than mlsim knows, such as {@code string}. */
  public Optional<String> otherType(String path) {
    return unknown.stream()
        .filter(known -> known.startsWith(path + ":"))
        .map(known -> known.substring(path.length() + 1))
        .findFirst();
  }

  String line() {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("n", number).put("call", call).put("attempt", attempt);
    line.put("at", at.toString()).put("ms", took.toMillis()).put("region", region);
    line.put("op", service + ":" + operation);
    set(line, "in", input);
    if (lost.isEmpty()) {
      line.put("status", status);
    } else {
      line.put("lost", lost);
    }
    set(line, "out", output);
    if (!code.isEmpty() || !message.isEmpty()) {
      line.putObject("error").put("code", code).put("message", message);
    }
    list(line, "leftOut", leftOut);
    list(line, "unknown", unknown);
    return Json.text(line);
  }

  private static void set(ObjectNode line, String name, ObjectNode document) {
    if (!document.isEmpty()) {
      line.set(name, document);
    }
  }

  private static void list(ObjectNode line, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = line.putArray(name);
      texts.forEach(list::add);
    }
  }

  static RecordedAttempt read(JsonNode line) {
    String op = line.path("op").asText();
    int colon = op.indexOf(':');
    return new RecordedAttempt(
        line.path("n").asInt(),
        line.path("call").asText(),
        line.path("attempt").asInt(1),
        Duration.parse(line.path("at").asText("PT0S")),
        Duration.ofMillis(line.path("ms").asLong()),
        line.path("region").asText(),
        op.substring(0, Math.max(0, colon)),
        op.substring(colon + 1),
        object(line.path("in")),
        line.path("status").asInt(),
        object(line.path("out")),
        line.path("error").path("code").asText(),
        line.path("error").path("message").asText(),
        line.path("lost").asText(),
        texts(line.path("leftOut")),
        texts(line.path("unknown")));
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** When the answer came, since the recording's beginning. */
  public Duration answeredAt() {
    return at.plus(took);
  }

  /** A value of the input, if it is there and a text. */
  public Optional<String> asked(String member) {
    return Optional.of(input.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
