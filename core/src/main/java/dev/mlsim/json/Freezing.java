package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies what can still be changed of a document. */
final class Freezing {
  private Freezing() {}

  /**
   * @param depth how many levels there may be
   */
  static JsonNode frozen(JsonNode node, int depth) {
    if (node instanceof FrozenObject || node instanceof FrozenArray) {
      return node;
    }
    if (node instanceof POJONode pojo) {
      throw JsonWriter.notJson(pojo);
    }
    if (node instanceof ValueNode) {
      return node;
    }
    if (depth == 0 && node.isContainerNode()) {
      throw new IllegalArgumentException(
          "mlsim: a document is nested deeper than " + Json.MAX_DEPTH + " levels, the bound");
    }
    if (node instanceof OpenObject object) {
      Members open = object.members();
      Members members = new Members(open.size());
      for (int i = 0; i < open.size(); i++) {
        members.add(open.name(i), frozen(open.value(i), depth - 1));
      }
      return new FrozenObject(members);
    }
    if (node instanceof ObjectNode object) {
      Members members = new Members(object.size());
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        members.add(member.getKey(), frozen(member.getValue(), depth - 1));
      }
      return new FrozenObject(members);
    }
    if (node instanceof ArrayNode array) {
      List<JsonNode> elements = new ArrayList<>(array.size());
      for (JsonNode element : array) {
        elements.add(frozen(element, depth - 1));
      }
      return new FrozenArray(elements);
    }
    return node;
  }
}
