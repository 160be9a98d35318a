package dev.mlsim.contract.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a service besides its model: operations, waiters and shapes in the words of a
 * {@code service-2.json}, which are merged into the model's as <a
 * href="https://www.rfc-editor.org/rfc/rfc7386">RFC 7386</a> has it: what is null is taken away,
 * what stands in braces is merged, anything else takes the place of what was there. A shape of
 * another type is another shape. {@code about} says where it is from.
 */
final class Additions {
  private static final String TYPE = "type";

  private final JsonNode added;

  private Additions(JsonNode added) {
    this.added = added;
  }

  static Additions of(JsonNode document) {
    return new Additions(document);
  }

  /** The facts with these; shapes stand in the order of their names. */
  ObjectNode to(ObjectNode facts) {
    ObjectNode all = facts.deepCopy();
    for (String part : new String[] {"operations", "waiters", "shapes"}) {
      if (added.has(part)) {
        merge(all.withObject("/" + part), added.get(part), part);
      }
    }
    Map<String, JsonNode> sorted = new TreeMap<>();
    all.withObject("/shapes").properties().forEach(s -> sorted.put(s.getKey(), s.getValue()));
    all.putObject("shapes").setAll(sorted);
    return all;
  }

  private static void merge(ObjectNode into, JsonNode changes, String path) {
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String name = change.getKey();
      JsonNode value = change.getValue();
      if (value.isNull()) {
        if (into.remove(name) == null) {
          throw new IllegalArgumentException(
              "mlsim: the additions take away [" + path + "." + name + "], which isn't there");
        }
      } else if (into.get(name) instanceof ObjectNode there
          && value.isObject()
          && fits(there, value)) {
        merge(there, value, path + "." + name);
      } else {
        into.set(name, value.deepCopy());
      }
    }
  }

  private static boolean fits(ObjectNode there, JsonNode value) {
    return !there.has(TYPE) || !value.has(TYPE) || there.get(TYPE).equals(value.get(TYPE));
  }
}
