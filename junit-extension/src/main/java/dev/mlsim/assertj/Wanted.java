package dev.mlsim.assertj;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.contract.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** Compares a value in a test's words with a document of the wire. */
final class Wanted {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Wanted() {}

  /** The document for a value: text, number, truth, instant, enum of the SDK, list or map. */
  static JsonNode document(Object value) {
    if (value instanceof JsonNode node) {
      return node;
    }
    if (value instanceof Instant instant) {
      return Timestamps.of(instant);
    }
    if (value instanceof Enum<?> constant) {
      return JSON.valueToTree(constant.toString()); // the SDK's enums spell themselves as the wire
    }
    return JSON.valueToTree(value);
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
