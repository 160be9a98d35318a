package dev.mlsim.assertj;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a value in a test's words with a document of the wire. */
final class Wanted {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Wanted() {}

  /** The document for a value: text, number, truth, instant, enum of the SDK, list or map. */
  static JsonNode document(@Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof JsonNode node) {
      return node;
    }
    if (value instanceof Instant instant) {
      return Timestamps.of(instant);
    }
    if (value instanceof CharSequence || value instanceof Enum<?>) {
      return JSON.textNode(value.toString()); // the SDK's enums spell themselves as the wire
    }
    if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    }
    if (value instanceof Number) {
      return DecimalNode.valueOf(new BigDecimal(value.toString()));
    }
    if (value instanceof Iterable<?> elements) {
      ArrayNode list = JSON.arrayNode();
      elements.forEach(element -> list.add(document(element)));
      return list;
    }
    if (value instanceof Map<?, ?> members) {
      ObjectNode map = JSON.objectNode();
      members.forEach((name, member) -> map.set(String.valueOf(name), document(member)));
      return map;
    }
    throw new IllegalArgumentException(
        "mlsim: cannot compare a document with ["
            + value
            + "] of "
            + value.getClass()
            + ", only with text, a number, a truth value, an instant, an enum, a list or a map");
  }

  /** What lies at a path such as {@code ResourceConfig.InstanceType} or {@code Tags.0.Key}. */
  static JsonNode at(JsonNode document, String path) {
    JsonNode node = document;
    for (String step : path.split("\\.", -1)) {
      node = node.isArray() && step.matches("\\d{1,9}") ? element(node, step) : node.path(step);
    }
    return node;
  }

  private static JsonNode element(JsonNode array, String index) {
    JsonNode element = array.get(Integer.parseInt(index));
    return element == null ? MissingNode.getInstance() : element;
  }

  /** Whether both say the same; numbers by value, so that 1 and 1.0 are one. */
  static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText())) == 0;
    }
    if (one.isArray() && other.isArray()) {
      return sameElements(one, other);
    }
    return (one.isObject() && other.isObject()) ? sameMembers(one, other) : one.equals(other);
  }

  private static boolean sameElements(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameMembers(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> member : one.properties()) {
      if (!same(member.getValue(), other.path(member.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
