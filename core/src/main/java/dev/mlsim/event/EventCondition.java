package dev.mlsim.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What fits one value, among those that a pattern lists for a member. */
final class EventCondition {
  private static final List<String> KNOWN =
      List.of(
          "prefix",
          "suffix",
          "equals-ignore-case",
          "wildcard",
          "anything-but",
          "numeric",
          "exists");

  private static final List<String> COMPARISONS = List.of("<", "<=", "=", ">=", ">");

  private EventCondition() {}

  static void check(JsonNode wanted, Function<String, IllegalArgumentException> wrong) {
    if (wanted.isArray()) {
      throw wrong.apply("[" + Json.text(wanted) + "] is a list in a list");
    }
    if (!wanted.isObject()) {
      return;
    }
    if (wanted.size() != 1) {
      throw wrong.apply("[" + Json.text(wanted) + "] has to have one member, one of " + KNOWN);
    }
    Map.Entry<String, JsonNode> test = wanted.properties().iterator().next();
    String name = test.getKey();
    JsonNode value = test.getValue();
    if (!KNOWN.contains(name)) {
      throw wrong.apply(
          "[" + name + "] is not known here; known are " + KNOWN + Nearest.hint(name, KNOWN));
    }
    boolean fits =
        switch (name) {
          case "exists" -> value.isBoolean();
          case "numeric" -> isComparison(value);
          case "anything-but" -> !value.isNull();
          default -> value.isTextual() || value.has("equals-ignore-case");
        };
    if (!fits) {
      throw wrong.apply("[" + name + "] can't be [" + Json.text(value) + "]");
    }
  }

  private static boolean isComparison(JsonNode value) {
    if (!value.isArray() || value.isEmpty() || value.size() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < value.size(); i += 2) {
      if (!COMPARISONS.contains(value.get(i).asText()) || !value.get(i + 1).isNumber()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the value of a member fits; where it is a list, whether one of it does. */
  static boolean fits(JsonNode wanted, JsonNode value) {
    if (wanted.has("exists")) {
      boolean isThere = !value.isMissingNode() && !value.isContainerNode();
      boolean isList = value.isArray() && !value.isEmpty();
      return (isThere || isList) == wanted.path("exists").asBoolean();
    }
    if (!value.isArray()) {
      return !value.isMissingNode() && !value.isObject() && one(wanted, value);
    }
    for (JsonNode element : value) {
      if (one(wanted, element)) {
        return true;
      }
    }
    return false;
  }

  private static boolean one(JsonNode wanted, JsonNode value) {
    if (!wanted.isObject()) {
      return same(wanted, value);
    }
    Map.Entry<String, JsonNode> test = wanted.properties().iterator().next();
    return switch (test.getKey()) {
      case "anything-but" -> !isNamed(test.getValue(), value);
      case "numeric" -> value.isNumber() && compares(test.getValue(), value.decimalValue());
      default -> value.isTextual() && text(test.getKey(), test.getValue(), value.textValue());
    };
  }

  private static boolean same(JsonNode wanted, JsonNode value) {
    return (wanted.isNumber() && value.isNumber())
        ? wanted.decimalValue().compareTo(value.decimalValue()) == 0
        : wanted.equals(value);
  }

  /** Whether it is what it may not be: a value, one of a list, or what fits a condition. */
  private static boolean isNamed(JsonNode unwanted, JsonNode value) {
    if (!unwanted.isArray()) {
      return one(unwanted, value);
    }
    for (JsonNode one : unwanted) {
      if (one(one, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean text(String test, JsonNode wanted, String value) {
    if (wanted.has("equals-ignore-case")) {
      String lower = wanted.path("equals-ignore-case").asText();
      int length = lower.length();
      int from = test.equals("prefix") ? 0 : value.length() - length;
      return from >= 0 && value.regionMatches(true, from, lower, 0, length);
    }
    String text = wanted.asText();
    return switch (test) {
      case "prefix" -> value.startsWith(text);
      case "suffix" -> value.endsWith(text);
      case "equals-ignore-case" -> value.equalsIgnoreCase(text);
      default -> Glob.stars(text).matches(value);
    };
  }

  private static boolean compares(JsonNode comparisons, BigDecimal value) {
    for (int i = 0; i < comparisons.size(); i += 2) {
      int order = value.compareTo(comparisons.get(i + 1).decimalValue());
      boolean holds =
          switch (comparisons.get(i).asText()) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case "=" -> order == 0;
            case ">=" -> order >= 0;
            default -> order > 0;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
