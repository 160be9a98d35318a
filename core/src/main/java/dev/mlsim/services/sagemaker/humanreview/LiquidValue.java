package dev.mlsim.services.sagemaker.humanreview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.json.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Liquid's values: literals, and paths into variables. */
final class LiquidValue {
  private static final Pattern PART =
      Pattern.compile("^(?:\\.?([\\w-]+)\\??|\\[\\s*([^\\[\\]]+?)\\s*])");

  private LiquidValue() {}

  /** The value of an expression without filters; what isn't there is a missing node. */
  static JsonNode of(String expression, Map<String, JsonNode> variables) {
    String text = expression.strip();
    if (text.matches("\"[^\"]*\"|'[^']*'")) {
      return TextNode.valueOf(text.substring(1, text.length() - 1));
    }
    if (text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
      return DecimalNode.valueOf(new BigDecimal(text));
    }
    return switch (text) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      case "nil", "null" -> MissingNode.getInstance();
      case "empty", "blank" -> TextNode.valueOf("");
      default -> path(text, variables);
    };
  }

  private static JsonNode path(String text, Map<String, JsonNode> variables) {
    Matcher part = PART.matcher(text);
    if (!text.matches("[A-Za-z_].*") || !part.find()) {
      throw LiquidError.syntax("Unexpected expression '" + text + "'.");
    }
    JsonNode value = variables.getOrDefault(part.group(1), MissingNode.getInstance());
    String rest = text.substring(part.end());
    while (!rest.isEmpty()) {
      Matcher next = PART.matcher(rest);
      if (!next.find()) {
        throw LiquidError.syntax("Unexpected expression '" + text + "'.");
      }
      value =
          next.group(1) == null
              ? at(value, of(next.group(2), variables))
              : in(value, next.group(1));
      rest = rest.substring(next.end());
    }
    return value;
  }

  private static JsonNode at(JsonNode value, JsonNode index) {
    if (!index.isNumber()) {
      return value.path(index.asText());
    }
    int number = index.asInt();
    return value.path(number < 0 ? value.size() + number : number);
  }

  private static JsonNode in(JsonNode value, String name) {
    if (value.has(name)) {
      return value.get(name);
    }
    return switch (name) {
      case "size" -> IntNode.valueOf(value.isTextual() ? value.textValue().length() : value.size());
      case "first" -> value.path(0);
      case "last" -> value.path(value.size() - 1);
      default -> MissingNode.getInstance();
    };
  }

  /** Everything is true but false and what isn't there. */
  static boolean isTrue(JsonNode value) {
    return !value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean());
  }

  /** As it stands in a page. */
  static String text(JsonNode value) {
    if (value.isArray()) {
      StringBuilder all = new StringBuilder();
      value.forEach(element -> all.append(text(element)));
      return all.toString();
    }
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isBigDecimal()
            ? value.decimalValue().toPlainString()
            : value.isValueNode() ? value.asText() : Json.text(value);
  }
}
