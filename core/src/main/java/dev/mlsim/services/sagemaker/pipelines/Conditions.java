package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The conditions of a Condition step, as "Condition Step" of the developer guide has them. */
final class Conditions {
  private static final Set<String> TWO_VALUES = Set.of("Type", "LeftValue", "RightValue");

  /** The members that a condition of a type has. */
  static final Map<String, Set<String>> MEMBERS =
      Map.of(
          "Equals", TWO_VALUES,
          "NotEquals", TWO_VALUES,
          "GreaterThan", TWO_VALUES,
          "GreaterThanOrEqualTo", TWO_VALUES,
          "LessThan", TWO_VALUES,
          "LessThanOrEqualTo", TWO_VALUES,
          "In", Set.of("Type", "QueryValue", "Values"),
          "Not", Set.of("Type", "Condition"),
          "Or", Set.of("Type", "Conditions"));

  /** The types in the order in which they are documented. */
  static final List<String> TYPES =
      List.of(
          "Equals",
          "GreaterThan",
          "GreaterThanOrEqualTo",
          "In",
          "LessThan",
          "LessThanOrEqualTo",
          "Not",
          "NotEquals",
          "Or");

  private Conditions() {}

  /** Whether all of them hold. */
  static boolean allHold(JsonNode conditions, Expression.Scope scope) {
    for (JsonNode condition : conditions) {
      if (!holds(condition, scope)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonNode condition, Expression.Scope scope) {
    return switch (condition.path("Type").asText()) {
      case "Equals" -> areEqual(left(condition, scope), right(condition, scope));
      case "NotEquals" -> !areEqual(left(condition, scope), right(condition, scope));
      case "GreaterThan" -> compared(condition, scope) > 0;
      case "GreaterThanOrEqualTo" -> compared(condition, scope) >= 0;
      case "LessThan" -> compared(condition, scope) < 0;
      case "LessThanOrEqualTo" -> compared(condition, scope) <= 0;
      case "In" -> isIn(condition, scope);
      case "Not" -> !holds(condition.path("Condition"), scope);
      default -> isAny(condition.path("Conditions"), scope);
    };
  }

  private static JsonNode left(JsonNode condition, Expression.Scope scope) {
    return Expression.resolved(condition.path("LeftValue"), scope);
  }

  private static JsonNode right(JsonNode condition, Expression.Scope scope) {
    return Expression.resolved(condition.path("RightValue"), scope);
  }

  private static boolean areEqual(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    comparable(left, right);
    return left.asText().equals(right.asText());
  }

  private static int compared(JsonNode condition, Expression.Scope scope) {
    JsonNode left = left(condition, scope);
    JsonNode right = right(condition, scope);
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    comparable(left, right);
    return left.asText().compareTo(right.asText());
  }

  private static void comparable(JsonNode left, JsonNode right) {
    if (left.getNodeType() != right.getNodeType()) {
      throw new Expression.Unresolved(
          "Unable to compare the values '"
              + Expression.text(left)
              + "' and '"
              + Expression.text(right)
              + "' of different types.");
    }
  }

  private static boolean isIn(JsonNode condition, Expression.Scope scope) {
    JsonNode asked = Expression.resolved(condition.path("QueryValue"), scope);
    for (JsonNode value : condition.path("Values")) {
      if (areEqual(asked, Expression.resolved(value, scope))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAny(JsonNode conditions, Expression.Scope scope) {
    for (JsonNode condition : conditions) {
      if (holds(condition, scope)) {
        return true;
      }
    }
    return false;
  }
}
