package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import dev.mlsim.service.Documents;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Values of a definition that are worked out when a step runs: {@code Get}, {@code Std:Join} and
 * {@code Std:JsonGet}, wherever a value can stand.
 */
final class Expression {
  static final String GET = "Get";
  static final String JOIN = "Std:Join";
  static final String JSON_GET = "Std:JsonGet";

  private Expression() {}

  /** Where references lead, for one step of one execution. */
  interface Scope {
    /**
     * What a reference stands for, such as {@code Parameters.epochs}.
     *
     * @throws Unresolved if it leads nowhere
     */
    JsonNode get(String reference);

    /**
     * What is in a file: a property file's reference, or a location in S3.
     *
     * @throws Unresolved if there is none
     */
    String file(String propertyFile, String location);
  }

  /** A value can't be worked out; the step fails with the message. */
  static final class Unresolved extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unresolved(String message) {
      super(message, null, false, false);
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }

  /** Whether a value is worked out, and not itself. */
  static boolean is(JsonNode value) {
    return value.isObject()
        && value.size() == 1
        && (value.has(GET) || value.has(JOIN) || value.has(JSON_GET));
  }

  /** Names each reference that stands anywhere in a value. */
  static void references(JsonNode value, Consumer<String> each) {
    if (value.isObject() && value.size() == 1 && value.path(GET).isTextual()) {
      each.accept(value.path(GET).asText());
    } else {
      value.forEach(inner -> references(inner, each));
    }
  }

  /** The value, with everything in it worked out; members that are null are left out. */
  static JsonNode resolved(JsonNode value, Scope scope) {
    if (is(value)) {
      return worked(value, scope);
    }
    if (value.isObject()) {
      ObjectNode object = Documents.empty();
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (!member.getValue().isNull()) {
          object.set(member.getKey(), resolved(member.getValue(), scope));
        }
      }
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> array.add(resolved(element, scope)));
      return array;
    }
    return value;
  }

  private static JsonNode worked(JsonNode value, Scope scope) {
    if (value.has(GET)) {
      return scope.get(value.path(GET).asText());
    }
    return value.has(JOIN) ? joined(value.path(JOIN), scope) : looked(value.path(JSON_GET), scope);
  }

  private static JsonNode joined(JsonNode join, Scope scope) {
    StringBuilder text = new StringBuilder();
    String between = "";
    for (JsonNode part : join.path("Values")) {
      text.append(between).append(text(resolved(part, scope)));
      between = join.path("On").asText();
    }
    return TextNode.valueOf(text.toString());
  }

  /** A value as text: what is no scalar, as JSON. */
  static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : Json.text(value);
  }

  private static JsonNode looked(JsonNode get, Scope scope) {
    String location = get.has("S3Uri") ? text(resolved(get.path("S3Uri"), scope)) : "";
    String property = get.path("PropertyFile").path(GET).asText();
    String path = text(resolved(get.path("Path"), scope));
    String named = location.isEmpty() ? property : location;
    JsonNode document;
    try {
      document = Json.read(scope.file(property, location));
    } catch (MalformedJson e) {
      throw new Unresolved("The file " + named + " is not valid JSON.");
    }
    JsonNode found =
        at(document, path.startsWith("$.") ? path.substring(2) : path)
            .orElseThrow(
                () -> new Unresolved("The path '" + path + "' was not found in " + named + "."));
    if (!found.isValueNode()) {
      throw new Unresolved("The value at the path '" + path + "' in " + named + " is no scalar.");
    }
    return found;
  }

  /**
   * What stands at a path such as {@code a.b[0]['c']}. A list is also looked into by the name of an
   * element, as the API's lists of named things are: {@code Outputs['train']}.
   */
  static Optional<JsonNode> at(JsonNode document, String path) {
    JsonNode node = document;
    int from = 0;
    while (from < path.length()) {
      int to;
      String part;
      if (path.charAt(from) == '[') {
        to = path.indexOf(']', from);
        if (to < 0) {
          return Optional.empty();
        }
        part = path.substring(from + 1, to);
        to++;
      } else {
        from += path.charAt(from) == '.' ? 1 : 0;
        to = from;
        while (to < path.length() && path.charAt(to) != '.' && path.charAt(to) != '[') {
          to++;
        }
        part = path.substring(from, to);
      }
      node = step(node, part);
      if (node.isMissingNode() || node.isNull()) {
        return Optional.empty();
      }
      from = to;
    }
    return Optional.of(node);
  }

  private static JsonNode step(JsonNode node, String part) {
    String key = part.replaceAll("^['\"]|['\"]$", "");
    if (!node.isArray()) {
      return node.path(key);
    }
    if (key.matches("\\d{1,6}")) {
      return node.path(Integer.parseInt(key));
    }
    for (JsonNode element : node) {
      for (Map.Entry<String, JsonNode> member : element.properties()) {
        if (member.getKey().endsWith("Name") && member.getValue().asText().equals(key)) {
          return element;
        }
      }
    }
    return node.path(-1);
  }
}
