package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A place in a document.
 *
 * @param path how AWS names what is wrong there
 * @param shape what belongs there
 * @param value what is there
 * @param required whether something must be
 * @param put puts something else there; null takes it away
 */
record Spot(String path, Shape shape, JsonNode value, boolean required, Consumer<JsonNode> put) {

  /** All of them, of what travels in the body. */
  static List<Spot> of(StructureShape shape, ObjectNode document) {
    List<Spot> spots = new ArrayList<>();
    members("", shape, document, spots);
    return spots;
  }

  private static void members(
      String before, StructureShape shape, ObjectNode object, List<Spot> spots) {
    for (Member member : shape.members()) {
      String name = member.name();
      JsonNode value = object.get(name);
      if (value != null && member.location() == Location.BODY) {
        String path = before + Character.toLowerCase(name.charAt(0)) + name.substring(1);
        boolean required = member.required() && !member.idempotencyToken();
        spots.add(
            new Spot(
                path,
                member.shape(),
                value,
                required,
                v -> {
                  if (v.isMissingNode()) {
                    object.remove(name);
                  } else {
                    object.set(name, v);
                  }
                }));
        inside(path, member.shape(), value, spots);
      }
    }
  }

  private static void inside(String path, Shape shape, JsonNode value, List<Spot> spots) {
    if (shape instanceof StructureShape structure) {
      members(path + ".", structure, (ObjectNode) value, spots);
    } else if (shape instanceof ListShape list && !value.isEmpty()) {
      ArrayNode array = (ArrayNode) value;
      if (!isContainer(list.element()) && !list.length().isAbove(BigDecimal.valueOf(2))) {
        array.add(array.get(0));
      }
      for (int i = 0; i < array.size(); i++) {
        int place = i;
        String number = String.valueOf(i + 1);
        element(path, list.element(), number, array.get(i), v -> array.set(place, v), spots);
      }
    } else if (shape instanceof MapShape map && !value.isEmpty()) {
      ObjectNode object = (ObjectNode) value;
      String key = value.fieldNames().next();
      element(path, map.value(), key, value.get(key), v -> object.set(key, v), spots);
      spots.add(
          new Spot(
              path,
              map.key(),
              TextNode.valueOf(key),
              false,
              v -> object.set(v.asText(), object.remove(key))));
    }
  }

  /** What is wrong with a plain element is said of the list. */
  private static void element(
      String path,
      Shape shape,
      String place,
      JsonNode value,
      Consumer<JsonNode> put,
      List<Spot> spots) {
    boolean container = isContainer(shape);
    String inner = container ? path + "." + place + ".member" : path;
    spots.add(new Spot(inner, shape, value, false, put));
    if (container) {
      inside(inner, shape, value, spots);
    }
  }

  private static boolean isContainer(Shape shape) {
    return shape instanceof StructureShape
        || shape instanceof ListShape
        || shape instanceof MapShape;
  }
}
