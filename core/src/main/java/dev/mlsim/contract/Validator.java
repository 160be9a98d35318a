package dev.mlsim.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

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

  /** Members, keys, and places in lists; they become a text only where something is wrong. */
  private final List<Object> path = new ArrayList<>();

  private Validator() {}

  /** All violations of a document in mlsim's form; empty if it may pass. */
  public static List<Violation> validate(StructureShape shape, ObjectNode input) {
    Validator validator = new Validator();
    validator.structure(shape, input);
    return List.copyOf(validator.violations);
  }

  private void structure(StructureShape shape, JsonNode input) {
    List<Member> members = shape.members();
    @Nullable JsonNode[] values = shape.inOrder(input);
    for (int i = 0; i < values.length; i++) {
      Member member = members.get(i);
      JsonNode value = values[i];
      if (value != null && !value.isNull()) {
        member(member, value);
      } else if (member.required()) {
        Optional<String> shown =
            member.shape().sensitive() ? Optional.empty() : Optional.of("null");
        path.add(member);
        violations.add(new Violation(text(), shown, Constraints.NOT_NULL));
        leave();
      }
    }
  }

  private void member(Member member, JsonNode value) {
    if (isContainer(member.shape())) {
      path.add(member);
      container(member.shape(), value);
      leave();
      return;
    }
    for (String broken : Constraints.broken(member.shape(), value)) {
      path.add(member);
      add(member.shape(), value, broken);
      leave();
    }
  }

  private void container(Shape shape, JsonNode value) {
    for (String broken : Constraints.broken(shape, value)) {
      add(shape, value, broken);
    }
    if (shape instanceof StructureShape structure) {
      structure(structure, value);
    } else if (shape instanceof ListShape list) {
      elements(list, value);
    } else if (shape instanceof MapShape map) {
      entries(map, value);
    }
  }

  private void elements(ListShape list, JsonNode value) {
    Shape element = list.element();
    if (!isContainer(element)) {
      for (JsonNode item : value) {
        if (item.isNull() || !Constraints.broken(element, item).isEmpty()) {
          add(list, value, Constraints.ofElements(element));
          return;
        }
      }
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      path.add(i + 1);
      if (value.get(i).isNull()) {
        violations.add(new Violation(text(), Optional.of("null"), Constraints.NOT_NULL));
      } else {
        container(element, value.get(i));
      }
      leave();
    }
  }

  private void entries(MapShape map, JsonNode value) {
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!Constraints.broken(map.key(), entry.getKey()).isEmpty()) {
        add(map, value, Constraints.ofKeys(map.key()));
        break;
      }
    }
    boolean reported = false;
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (isContainer(map.value())) {
        path.add(entry.getKey());
        container(map.value(), entry.getValue());
        leave();
      } else if (!reported && !Constraints.broken(map.value(), entry.getValue()).isEmpty()) {
        add(map, value, Constraints.ofValues(map.value()));
        reported = true;
      }
    }
  }

  private void add(Shape shape, JsonNode value, String constraint) {
    Optional<String> shown =
        shape.sensitive() ? Optional.empty() : Optional.of("'" + Rendering.of(value) + "'");
    violations.add(new Violation(text(), shown, constraint));
  }

  private String text() {
    StringJoiner text = new StringJoiner(".");
    for (Object part : path) {
      text.add(part instanceof Member member ? shown(member) : part + ".member");
    }
    return text.toString();
  }

  private void leave() {
    path.remove(path.size() - 1);
  }

  /** AWS shows names with the first letter in lower case, whatever the API's own spelling. */
  private static String shown(Member member) {
    String name = member.name();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static boolean isContainer(Shape shape) {
    return shape instanceof StructureShape
        || shape instanceof ListShape
        || shape instanceof MapShape;
  }
}
