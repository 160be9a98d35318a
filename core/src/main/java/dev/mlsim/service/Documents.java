package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small things done to documents. None of them changes a document it is given. */
public final class Documents {
  private Documents() {}

  /** An empty document. */
  public static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads a document that is written in the code, read-only; single quotes serve for double ones.
   */
  public static ObjectNode of(String json) {
    try {
      return (ObjectNode) Json.read(json.replace('\'', '"'));
    } catch (MalformedJson e) {
      throw new IllegalArgumentException("mlsim: not a document: " + json, e);
    }
  }

  /** Reads a document that somebody else wrote, read-only; empty if it is no JSON object. */
  public static Optional<ObjectNode> parsed(String json) {
    try {
      return Json.read(json) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (MalformedJson e) {
      return Optional.empty();
    }
  }

  /** The value at a path of member names with dots between them; absent where any is missing. */
  public static Optional<JsonNode> at(JsonNode document, String path) {
    return Optional.ofNullable(find(document, path));
  }

  /** The same, null where it is absent. */
  static @Nullable JsonNode find(JsonNode document, String path) {
    JsonNode node = document;
    for (int from = 0; node != null && from <= path.length(); ) {
      int dot = path.indexOf('.', from);
      int end = dot < 0 ? path.length() : dot;
      node = Json.member(node, path, from, end);
      from = end + 1;
    }
    return node == null || node.isNull() ? null : node;
  }

  /**
   * The document with defaults where it says nothing. Structures are filled in too; a list of one
   * structure among the defaults fills in every element of the document's list, and is itself no
   * default. A default structure under a name that starts with {@code ?} fills in only where the
   * document has one.
   */
  public static ObjectNode withDefaults(ObjectNode document, ObjectNode defaults) {
    ObjectNode filled = copy(document, defaults.size());
    fill(filled, defaults);
    return filled;
  }

  /** Fills the defaults into a document that can be changed. */
  static void fill(ObjectNode document, ObjectNode defaults) {
    for (Map.Entry<String, JsonNode> entry : defaults.properties()) {
      boolean ifThere = entry.getKey().startsWith("?");
      String name = ifThere ? entry.getKey().substring(1) : entry.getKey();
      JsonNode given = document.get(name);
      JsonNode template = entry.getValue();
      if (given instanceof ObjectNode object && template instanceof ObjectNode deeper) {
        document.set(name, withDefaults(object, deeper));
      } else if (given instanceof ArrayNode list && isElementTemplate(template)) {
        document.set(name, eachWithDefaults(list, (ObjectNode) template.get(0)));
      } else if (given == null && !ifThere && !isElementTemplate(template)) {
        document.set(name, template);
      }
    }
  }

  /** A copy that can be changed, with room for more. */
  private static ObjectNode copy(ObjectNode document, int more) {
    return Json.open(document, more);
  }

  private static boolean isElementTemplate(JsonNode template) {
    return template.isArray() && template.size() == 1 && template.get(0).isObject();
  }

  private static ArrayNode eachWithDefaults(ArrayNode list, ObjectNode template) {
    ArrayNode filled = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : list) {
      filled.add(element instanceof ObjectNode object ? withDefaults(object, template) : element);
    }
    return filled;
  }

  /** The document with the changes in it: structures are merged, everything else is replaced. */
  public static ObjectNode merged(ObjectNode document, ObjectNode changes) {
    ObjectNode merged = copy(document, changes.size());
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      JsonNode before = document.get(change.getKey());
      if (before instanceof ObjectNode deeper && change.getValue() instanceof ObjectNode by) {
        merged.set(change.getKey(), merged(deeper, by));
      } else {
        merged.set(change.getKey(), change.getValue());
      }
    }
    return merged;
  }

  /** The document without the members that another one has. */
  static ObjectNode without(ObjectNode document, ObjectNode others) {
    ObjectNode left = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      if (!others.has(member.getKey())) {
        left.set(member.getKey(), member.getValue());
      }
    }
    return left;
  }

  /** The text with each {@code {path}} in it replaced by what the document has there. */
  public static String fill(String template, ObjectNode document, String key) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      String path = template.substring(open + 1, close);
      text.append(template, from, open);
      text.append(path.equals("key") ? key : at(document, path).map(JsonNode::asText).orElse(""));
      from = close + 1;
    }
    return text.append(template, from, template.length()).toString();
  }
}
