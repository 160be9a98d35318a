package dev.mlsim.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.internal.Given;
import dev.mlsim.internal.Nearest;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private static final String TYPE = "detail-type";

  /** What every event has, by AWS's documentation of the structure of events. */
  private static final Set<String> FIELDS =
      Set.of("version", "id", TYPE, "source", "account", "time", "region", "resources", "detail");

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
      throw wrong(json, "it is no JSON" + e.placeAndProblem());
    }
    check(pattern, json);
    return new EventPattern(pattern);
  }

  /**
   * Reads a pattern that is meant for events of these types.
   *
   * @throws IllegalArgumentException if it is none, or none of their events could ever fit it, with
   *     what is wrong
   */
  public static EventPattern of(String json, Set<String> detailTypes) {
    EventPattern pattern = of(json);
    whyNever(pattern.pattern, Given.set(detailTypes))
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "mlsim: no event ever fits [" + json + "]: " + why);
            });
    return pattern;
  }

  private static Optional<String> whyNever(JsonNode pattern, Set<String> detailTypes) {
    for (Map.Entry<String, JsonNode> member : pattern.properties()) {
      Optional<String> why = whyNever(member.getKey(), member.getValue(), detailTypes);
      if (why.isPresent()) {
        return why;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> whyNever(String name, JsonNode wanted, Set<String> detailTypes) {
    if (name.equals(OR) && wanted.isArray()) {
      List<Optional<String>> ways = new ArrayList<>();
      wanted.forEach(either -> ways.add(whyNever(either, detailTypes)));
      return ways.stream().allMatch(Optional::isPresent) ? ways.get(0) : Optional.empty();
    }
    if (!FIELDS.contains(name)) {
      return member(wanted, MissingNode.getInstance())
          ? Optional.empty()
          : Optional.of("an event has no field [" + name + "]" + Nearest.hint(name, FIELDS));
    }
    if (name.equals(TYPE)
        && detailTypes.stream().noneMatch(type -> member(wanted, TextNode.valueOf(type)))) {
      String said = wanted.isArray() ? wanted.get(0).asText() : "";
      return Optional.of(
          "nothing that is simulated sends events of the type "
              + Json.text(wanted)
              + Nearest.hint(said, detailTypes));
    }
    return Optional.empty();
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
