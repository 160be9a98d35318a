package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The shape of a document that travels as a text, as a document of the same form: a structure has
 * the shape of each member, those that are required with {@code !} behind the name, and that of all
 * others under {@code *}, if there can be others; a list has that of its elements, and then how
 * many there can be; under {@code ?} stand shapes of which one is enough. A word says the rest:
 *
 * <ul>
 *   <li>{@code text 1024} - a text that long at most; {@code name 63} - one of a line, not empty
 *   <li>{@code number}, {@code any}
 *   <li>{@code scalar 63} - a number, a boolean or a text that long at most
 *   <li>{@code High|Low} - one of these texts
 * </ul>
 *
 * @param shape such a document
 */
record DocumentShape(JsonNode shape) {

  /** What is wrong with a document, each with its path; in order. */
  List<String> breaches(JsonNode document) {
    List<String> breaches = new ArrayList<>();
    verify("$", document, shape, breaches);
    return breaches;
  }

  private static void verify(String path, JsonNode value, JsonNode shape, List<String> breaches) {
    if (shape.isTextual()) {
      String breach = Word.of(shape.asText()).breach(value);
      if (!breach.isEmpty()) {
        breaches.add(path + ": " + breach);
      }
    } else if (shape.isArray()) {
      list(path, value, shape, breaches);
    } else if (shape.has("?")) {
      oneOf(path, value, shape.get("?"), breaches);
    } else if (value instanceof ObjectNode structure) {
      structure(path, structure, shape, breaches);
    } else {
      breaches.add(path + ": object expected");
    }
  }

  private static void list(String path, JsonNode value, JsonNode shape, List<String> breaches) {
    if (!value.isArray()) {
      breaches.add(path + ": array expected");
      return;
    }
    if (shape.size() > 1 && value.size() > shape.get(1).asInt()) {
      breaches.add(path + ": there must be a maximum of " + shape.get(1) + " items in the array");
    }
    for (int i = 0; i < value.size(); i++) {
      verify(path + "[" + i + "]", value.get(i), shape.get(0), breaches);
    }
  }

  private static void oneOf(String path, JsonNode value, JsonNode shapes, List<String> breaches) {
    for (JsonNode one : shapes) {
      if (new DocumentShape(one).breaches(value).isEmpty()) {
        return;
      }
    }
    breaches.add(path + ": does not match any of the schemas");
  }

  private static void structure(
      String path, ObjectNode value, JsonNode shape, List<String> breaches) {
    for (Map.Entry<String, JsonNode> member : shape.properties()) {
      String name = member.getKey().replace("!", "");
      if (value.has(name)) {
        verify(path + "." + name, value.get(name), member.getValue(), breaches);
      } else if (!name.equals(member.getKey())) {
        breaches.add(path + "." + name + ": is missing but it is required");
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String name = member.getKey();
      if (shape.has(name) || shape.has(name + "!")) {
        continue;
      }
      if (shape.has("*")) {
        verify(path + "." + name, member.getValue(), shape.get("*"), breaches);
      } else {
        breaches.add(path + "." + name + ": is not defined in the schema");
      }
    }
  }

  /** A shape in a word, and what a value that hasn't it is told. */
  private record Word(BiPredicate<JsonNode, Integer> test, int bound, String told) {

    static Word of(String shape) {
      String[] parts = shape.split(" ", 2);
      int bound = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return switch (parts[0]) {
        case "any" -> new Word((value, most) -> true, 0, "");
        case "number" -> new Word((value, most) -> value.isNumber(), 0, "number expected");
        case "text" ->
            new Word(Word::isText, bound, "string of at most " + bound + " characters expected");
        case "name" ->
            new Word(
                (value, most) -> isText(value, most) && value.asText().matches(".+"),
                bound,
                "does not match the regex pattern .{1," + bound + "}");
        case "scalar" ->
            new Word(
                (value, most) -> value.isNumber() || value.isBoolean() || isText(value, most),
                bound,
                "number, boolean or string of at most " + bound + " characters expected");
        default ->
            new Word(
                (value, most) -> List.of(shape.split("\\|", -1)).contains(value.asText()),
                0,
                "does not have a value in the enumeration [" + shape.replace("|", ", ") + "]");
      };
    }

    private static boolean isText(JsonNode value, int most) {
      return value.isTextual() && value.asText().length() <= most;
    }

    String breach(JsonNode value) {
      return test.test(value, bound) ? "" : told;
    }
  }
}
