package dev.mlsim.services.sagemaker.humanreview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Liquid's conditions: comparisons joined by {@code and} and {@code or}, from the right. */
final class LiquidCondition {
  private static final String PLAIN = "((?:[^\"'\\s]|\"[^\"]*\"|'[^']*')+)";
  private static final Pattern COMPARISON =
      Pattern.compile(PLAIN + "(?:\\s*(==|!=|<>|<=|>=|<|>|\\bcontains\\b)\\s*" + PLAIN + ")?");
  private static final Pattern JOINED =
      Pattern.compile("((?:[^\"']|\"[^\"]*\"|'[^']*')*?)\\s(and|or)\\s(.*)", Pattern.DOTALL);

  private LiquidCondition() {}

  static boolean holds(String text, LiquidFilters values) {
    Matcher joined = JOINED.matcher(text);
    if (joined.matches()) {
      boolean first = compared(joined.group(1), values);
      return joined.group(2).equals("and")
          ? first && holds(joined.group(3), values)
          : first || holds(joined.group(3), values);
    }
    return compared(text, values);
  }

  private static boolean compared(String text, LiquidFilters values) {
    Matcher comparison = COMPARISON.matcher(text.strip());
    if (!comparison.matches()) {
      throw LiquidError.syntax("Syntax error in the condition '" + text.strip() + "'.");
    }
    JsonNode left = values.value(comparison.group(1));
    if (comparison.group(2) == null) {
      return LiquidValue.isTrue(left);
    }
    JsonNode right = values.value(comparison.group(3));
    return switch (comparison.group(2)) {
      case "==" -> same(left, right);
      case "!=", "<>" -> !same(left, right);
      case "contains" -> contains(left, right);
      default -> ordered(comparison.group(2), left, right);
    };
  }

  private static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    return (left.isMissingNode() || right.isMissingNode())
        ? left.isMissingNode() == right.isMissingNode()
        : left.isNumber() == right.isNumber()
            && LiquidValue.text(left).equals(LiquidValue.text(right));
  }

  private static boolean contains(JsonNode left, JsonNode right) {
    if (left.isTextual()) {
      return left.textValue().contains(LiquidValue.text(right));
    }
    for (JsonNode element : left) {
      if (same(element, right)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ordered(String by, JsonNode left, JsonNode right) {
    if (!left.isNumber() || !right.isNumber()) {
      return false;
    }
    int order = left.decimalValue().compareTo(right.decimalValue());
    return switch (by) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
