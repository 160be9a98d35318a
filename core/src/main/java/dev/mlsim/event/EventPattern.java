package dev.mlsim.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.util.Map;

/**
 * A pattern of EventBridge: {@code {"detail": {"TrainingJobStatus": ["Failed", {"prefix":
 * "Stop"}]}}}. A member fits if its value, or one of its values where it is a list, is one of those
 * listed. Known are texts, numbers, {@code true}, {@code false} and {@code null}; {@code prefix},
 * {@code suffix}, {@code equals-ignore-case}, {@code wildcard}, {@code anything-but}, {@code
 * numeric}, {@code exists} and {@code $or}. Where more is needed, AWS's Event Ruler decides in a
 * predicate: {@code event -> Ruler.matchesRule(event.json(), pattern)}.
 */
public final class EventPattern {
  private static final String OR = "$or";

  private final JsonNode pattern;

  private EventPattern(JsonNode pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none, with what is wrong
   */
  public static EventPattern of(String json) {
    JsonNode pattern;
    try {
      pattern = Json.read(json);
    } catch (MalformedJson e) {
      throw wrong(json, "it is no JSON: " + e.getMessage());
    }
    check(pattern, json);
    return new EventPattern(pattern);
  }

  /** Whether an event fits. */
  public boolean fits(Event event) {
    return fits(pattern, event.document());
  }

  private static IllegalArgumentException wrong(String json, String why) {
    return new IllegalArgumentException(
        "mlsim: [" + json + "] is no pattern of EventBridge: " + why);
  }

  private static void check(JsonNode pattern, String json) {
    if (!pattern.isObject() || pattern.isEmpty()) {
      throw wrong(json, "[" + Json.text(pattern) + "] has to be an object with members");
    }
    for (Map.Entry<String, JsonNode> member : pattern.properties()) {
      JsonNode wanted = member.getValue();
      if (member.getKey().equals(OR) && wanted.isArray()) {
        wanted.forEach(either -> check(either, json));
      } else if (wanted.isArray()) {
        if (wanted.isEmpty()) {
          throw wrong(json, "the list of [" + member.getKey() + "] is empty");
        }
        for (JsonNode one : wanted) {
          EventCondition.check(one, why -> wrong(json, why));
        }
      } else if (wanted.isObject()) {
        check(wanted, json);
      } else {
        throw wrong(
            json, "[" + member.getKey() + "] has to be an object, or a list of what fits it");
      }
    }
  }

  private static boolean fits(JsonNode pattern, JsonNode value) {
    for (Map.Entry<String, JsonNode> member : pattern.properties()) {
      boolean fits =
          (member.getKey().equals(OR) && member.getValue().isArray())
              ? anyOf(member.getValue(), value)
              : member(member.getValue(), value.path(member.getKey()));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyOf(JsonNode patterns, JsonNode value) {
    for (JsonNode either : patterns) {
      if (fits(either, value)) {
        return true;
      }
    }
    return false;
  }

  /** In a list of structures, all that is wanted has to fit one and the same. */
  private static boolean member(JsonNode wanted, JsonNode value) {
    if (wanted.isArray()) {
      for (JsonNode one : wanted) {
        if (EventCondition.fits(one, value)) {
          return true;
        }
      }
      return false;
    }
    if (!value.isArray()) {
      return fits(wanted, value);
    }
    for (JsonNode element : value) {
      if (fits(wanted, element)) {
        return true;
      }
    }
    return false;
  }
}
