package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds an input against the constraints of its shape, as the services' common framework does:
 * everything that is wrong is reported together, before any rule of the service's own.
 *
 * <p>Order: members as the model declares them, a member before what is in it, and for one value
 * enum, pattern, length, range. AWS's own order is not stable: captures from SageMaker show length
 * before pattern, those of other services pattern before length; one order is kept for all.
 */
public final class Validator {
  private final List<Violation> violations = new ArrayList<>();

  private Validator() {}

  /** All violations of a document in mlsim's form; empty if it may pass. */
  public static List<Violation> validate(StructureShape shape, ObjectNode input) {
    Validator validator = new Validator();
    validator.structure("", shape, input);
    return List.copyOf(validator.violations);
  }

  private void structure(String path, StructureShape shape, JsonNode input) {
    for (Member member : shape.members()) {
      JsonNode value = input.get(member.name());
      if (value != null && !value.isNull()) {
        value(join(path, member.name()), member.shape(), value);
      } else if (member.required()) {
        Optional<String> shown =
            member.shape().sensitive() ? Optional.empty() : Optional.of("null");
        violations.add(new Violation(join(path, member.name()), shown, Constraints.NOT_NULL));
      }
    }
  }

  private void value(String path, Shape shape, JsonNode value) {
    for (String broken : Constraints.broken(shape, value)) {
      add(path, shape, value, broken);
    }
    if (shape instanceof StructureShape structure) {
      structure(path, structure, value);
    } else if (shape instanceof ListShape list) {
      elements(path, list, value);
    } else if (shape instanceof MapShape map) {
      entries(path, map, value);
    }
  }

  private void elements(String path, ListShape list, JsonNode value) {
    Shape element = list.element();
    if (!isContainer(element)) {
      for (JsonNode item : value) {
        if (item.isNull() || !Constraints.broken(element, item).isEmpty()) {
          add(path, list, value, Constraints.ofElements(element));
          return;
        }
      }
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      String itemPath = path + "." + (i + 1) + ".member";
      if (value.get(i).isNull()) {
        violations.add(new Violation(itemPath, Optional.of("null"), Constraints.NOT_NULL));
      } else {
        value(itemPath, element, value.get(i));
      }
    }
  }

  private void entries(String path, MapShape map, JsonNode value) {
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!Constraints.broken(map.key(), entry.getKey()).isEmpty()) {
        add(path, map, value, Constraints.ofKeys(map.key()));
        break;
      }
    }
    boolean reported = false;
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (isContainer(map.value())) {
        value(path + "." + entry.getKey() + ".member", map.value(), entry.getValue());
      } else if (!reported && !Constraints.broken(map.value(), entry.getValue()).isEmpty()) {
        add(path, map, value, Constraints.ofValues(map.value()));
        reported = true;
      }
    }
  }

  private void add(String path, Shape shape, JsonNode value, String constraint) {
    Optional<String> shown =
        shape.sensitive() ? Optional.empty() : Optional.of("'" + Rendering.of(value) + "'");
    violations.add(new Violation(path, shown, constraint));
  }

  private static boolean isContainer(Shape shape) {
    return shape instanceof StructureShape
        || shape instanceof ListShape
        || shape instanceof MapShape;
  }

  /** AWS shows names with the first letter in lower case, whatever the API's own spelling. */
  private static String join(String path, String name) {
    String lower = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return path.isEmpty() ? lower : path + "." + lower;
  }
}
