package dev.mlsim.services.sagemaker.humanreview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.json.Json;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two braces: a value and filters. Of those the developer guide's ("Add
 * automation with Liquid") and the usual ones of texts and lists are known; a value is escaped for
 * HTML unless a filter says otherwise.
 */
final class LiquidFilters {
  private static final Pattern PIECE = Pattern.compile("(?:[^|\"']|\"[^\"]*\"|'[^']*')+");
  private static final Pattern ARGUMENT = Pattern.compile("(?:[^,\"']|\"[^\"]*\"|'[^']*')+");

  /** Those that are known. */
  private static final String KNOWN =
      "append, capitalize, default, downcase, escape, escape_once, first, grant_read_access, join,"
          + " last, prepend, replace, size, skip_autoescape, split, strip, to_json, upcase";

  private final Map<String, JsonNode> variables;
  private final String region;

  LiquidFilters(Map<String, JsonNode> variables, String region) {
    this.variables = variables;
    this.region = region;
  }

  /** An expression as a page shows it. */
  String shown(String expression) {
    List<String> pieces = pieces(PIECE, expression);
    String text = LiquidValue.text(value(pieces));
    return named(pieces, "skip_autoescape")
            || named(pieces, "escape")
            || named(pieces, "escape_once")
        ? text
        : escaped(text);
  }

  /** The value of an expression. */
  JsonNode value(String expression) {
    return value(pieces(PIECE, expression));
  }

  private JsonNode value(List<String> pieces) {
    if (pieces.isEmpty()) {
      throw LiquidError.syntax("Empty expression '{{ }}'.");
    }
    JsonNode value = LiquidValue.of(pieces.get(0), variables);
    for (String filter : pieces.subList(1, pieces.size())) {
      int colon = filter.indexOf(':');
      String name = colon < 0 ? filter : filter.substring(0, colon).strip();
      List<JsonNode> arguments = new ArrayList<>();
      for (String given : pieces(ARGUMENT, colon < 0 ? "" : filter.substring(colon + 1))) {
        arguments.add(LiquidValue.of(given, variables));
      }
      value = apply(name, value, arguments);
    }
    return value;
  }

  private static boolean named(List<String> pieces, String filter) {
    return pieces.size() > 1 && pieces.subList(1, pieces.size()).contains(filter);
  }

  private static List<String> pieces(Pattern pattern, String text) {
    List<String> pieces = new ArrayList<>();
    Matcher piece = pattern.matcher(text);
    while (piece.find()) {
      if (!piece.group().isBlank()) {
        pieces.add(piece.group().strip());
      }
    }
    return pieces;
  }

  private JsonNode apply(String name, JsonNode value, List<JsonNode> arguments) {
    String text = LiquidValue.text(value);
    return switch (name) {
      case "skip_autoescape" -> value;
      case "escape" -> TextNode.valueOf(escaped(text));
      case "escape_once" -> TextNode.valueOf(escapedOnce(text));
      case "to_json" -> TextNode.valueOf(value.isMissingNode() ? "null" : Json.text(value));
      case "grant_read_access" -> TextNode.valueOf(readable(text));
      case "default" ->
          LiquidValue.isTrue(value) && !text.isEmpty() ? value : argument(name, arguments, 0);
      case "first" -> value.path(0);
      case "last" -> value.path(value.size() - 1);
      case "size" -> IntNode.valueOf(value.isContainerNode() ? value.size() : text.length());
      case "join" -> TextNode.valueOf(joined(value, arguments));
      case "split" -> split(text, text(name, arguments, 0));
      default -> TextNode.valueOf(textual(name, text, arguments));
    };
  }

  private static String textual(String name, String text, List<JsonNode> arguments) {
    return switch (name) {
      case "append" -> text + text(name, arguments, 0);
      case "prepend" -> text(name, arguments, 0) + text;
      case "replace" -> text.replace(text(name, arguments, 0), text(name, arguments, 1));
      case "strip" -> text.strip();
      case "upcase" -> text.toUpperCase(Locale.ROOT);
      case "downcase" -> text.toLowerCase(Locale.ROOT);
      case "capitalize" ->
          text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
      default ->
          throw LiquidError.notSimulated(
              "the filter ["
                  + name
                  + "] of Liquid is not simulated; those that are: ["
                  + KNOWN
                  + "]");
    };
  }

  private static JsonNode argument(String name, List<JsonNode> arguments, int number) {
    if (arguments.size() <= number) {
      throw LiquidError.syntax("The filter '" + name + "' needs " + (number + 1) + " argument(s).");
    }
    return arguments.get(number);
  }

  private static String text(String name, List<JsonNode> arguments, int number) {
    return LiquidValue.text(argument(name, arguments, number));
  }

  private static String joined(JsonNode list, List<JsonNode> arguments) {
    List<String> texts = new ArrayList<>();
    list.forEach(element -> texts.add(LiquidValue.text(element)));
    return String.join(arguments.isEmpty() ? " " : text("join", arguments, 0), texts);
  }

  private static JsonNode split(String text, String by) {
    ArrayNode parts = Documents.empty().putArray("parts");
    for (String part : text.split(Pattern.quote(by), -1)) {
      parts.add(part);
    }
    return parts;
  }

  /** An object's link; nobody signs it. */
  private String readable(String uri) {
    Matcher object = Pattern.compile("s3://([^/]+)/(.+)").matcher(uri);
    if (!object.matches()) {
      throw LiquidError.syntax("grant_read_access needs an S3 URI; '" + uri + "' is none.");
    }
    return "https://"
        + object.group(1)
        + ".s3."
        + region
        + ".amazonaws.com/"
        + object.group(2)
        + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String escapedOnce(String text) {
    return escaped(text).replaceAll("&amp;(#?\\w{1,8};)", "&$1");
  }
}
