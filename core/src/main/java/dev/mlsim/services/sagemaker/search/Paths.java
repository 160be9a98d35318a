package dev.mlsim.services.sagemaker.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Paths of member names with dots between them, and what stands at them in a record. */
final class Paths {
  /** The members of a value that is a text or a number. */
  static final List<String> UNION = List.of("NumberValue", "StringValue");

  private Paths() {}

  static String head(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  static String tail(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(dot + 1);
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  static String untilLast(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  /** Tells all that stands at a path: of a list what stands there in each of its elements. */
  static void tell(JsonNode node, String path, Consumer<JsonNode> told) {
    if (node instanceof ArrayNode list) {
      for (JsonNode element : list) {
        Optional<Keyed> keyed = path.isEmpty() ? Optional.empty() : Keyed.of(element);
        if (keyed.isPresent()) {
          keyed.get().tell(element, path, told);
        } else {
          tell(element, path, told);
        }
      }
    } else if (path.isEmpty()) {
      told.accept(scalar(node));
    } else if (node instanceof ObjectNode object) {
      boolean isWhole = object.has(path); // a key may have dots in it
      JsonNode child = isWhole ? object.get(path) : object.get(head(path));
      if (child != null) {
        tell(child, isWhole ? "" : tail(path), told);
      }
    }
  }

  private static JsonNode scalar(JsonNode node) {
    for (String member : UNION) {
      if (node.has(member)) {
        return node.path(member);
      }
    }
    return node;
  }
}
