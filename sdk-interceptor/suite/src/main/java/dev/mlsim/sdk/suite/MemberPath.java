package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A member at some depth of a document, with those that it lies in, from the outermost.
 *
 * @param members the members, at least one
 */
record MemberPath(List<Member> members) {
  MemberPath {
    members = List.copyOf(members);
  }

  /** The members that two structures have at the same place. */
  static List<MemberPath> inBoth(StructureShape one, StructureShape other) {
    List<MemberPath> paths = new ArrayList<>();
    collect(one, other, List.of(), new HashSet<>(), paths);
    return paths;
  }

  private static void collect(
      StructureShape one,
      StructureShape other,
      List<Member> before,
      Set<String> open,
      List<MemberPath> paths) {
    if (!open.add(one.name())) {
      return;
    }
    for (Member member : one.members()) {
      Optional<Member> same = other.member(member.name());
      if (same.isPresent()) {
        List<Member> path = new ArrayList<>(before);
        path.add(member);
        paths.add(new MemberPath(path));
        if (element(member.shape()) instanceof StructureShape inner
            && element(same.get().shape()) instanceof StructureShape shown) {
          collect(inner, shown, path, open, paths);
        }
      }
    }
    open.remove(one.name());
  }

  /** What lists and maps have in them. */
  private static Shape element(Shape shape) {
    Shape inner = shape;
    while (inner instanceof ListShape || inner instanceof MapShape) {
      inner = inner instanceof ListShape list ? list.element() : ((MapShape) inner).value();
    }
    return inner;
  }

  /** Whether a structure has such a member at the same place. */
  boolean isIn(StructureShape shape) {
    Optional<Member> member = shape.member(top());
    return member.isPresent()
        && (members.size() == 1
            || (element(member.get().shape()) instanceof StructureShape inner
                && new MemberPath(members.subList(1, members.size())).isIn(inner)));
  }

  /** The names of the member and of those that it lies in, with dots, the longest first. */
  List<String> outwards() {
    List<String> names = new ArrayList<>();
    for (int depth = members.size(); depth > 0; depth--) {
      names.add(new MemberPath(members.subList(0, depth)).toString());
    }
    return names;
  }

  String top() {
    return members.get(0).name();
  }

  /** All that is there in the document. */
  List<JsonNode> of(ObjectNode document) {
    List<JsonNode> found = new ArrayList<>();
    find(document, 0, found);
    return found;
  }

  private void find(JsonNode node, int depth, List<JsonNode> found) {
    JsonNode value = node.get(members.get(depth).name());
    if (value == null) {
      return;
    }
    if (depth + 1 == members.size()) {
      found.add(value);
    } else {
      elements(value, members.get(depth).shape(), depth + 1, found);
    }
  }

  private void elements(JsonNode value, Shape shape, int depth, List<JsonNode> found) {
    if (shape instanceof StructureShape) {
      find(value, depth, found);
    } else {
      Shape inner = shape instanceof ListShape list ? list.element() : ((MapShape) shape).value();
      value.forEach(item -> elements(item, inner, depth, found));
    }
  }

  /** Whether a document shows what is there in another; of a structure, whether there is one. */
  boolean shows(ObjectNode shown, ObjectNode given) {
    List<JsonNode> there = of(shown);
    boolean isStructure =
        element(members.get(members.size() - 1).shape()) instanceof StructureShape;
    return isStructure
        ? !there.isEmpty()
        : of(given).stream()
            .allMatch(one -> there.stream().anyMatch(other -> SdkDocuments.shows(other, one)));
  }

  /** The document with something there, and what must go along with it. */
  ObjectNode in(StructureShape shape, ObjectNode document) {
    return with(shape, document, 0);
  }

  private ObjectNode with(StructureShape shape, ObjectNode object, int depth) {
    Member member = members.get(depth);
    ObjectNode with = object.deepCopy();
    if (shape.union() && !with.has(member.name())) {
      with.removeAll();
    }
    with.set(member.name(), value(member.shape(), with.get(member.name()), depth + 1));
    return with;
  }

  private JsonNode value(Shape shape, @Nullable JsonNode there, int depth) {
    if (there == null || there.isNull()) {
      return within(shape, Samples.least(shape), depth);
    }
    boolean isHollow = !(shape instanceof StructureShape) && isEmpty(there);
    return within(shape, isHollow ? Samples.least(shape) : there, depth);
  }

  private JsonNode within(Shape shape, JsonNode value, int depth) {
    if (depth == members.size()) {
      return value;
    }
    if (shape instanceof StructureShape structure) {
      return with(structure, (ObjectNode) value, depth);
    }
    if (shape instanceof ListShape list) {
      return withFirst((ArrayNode) value, value(list.element(), value.get(0), depth));
    }
    ObjectNode map = value.deepCopy();
    String key = map.fieldNames().next();
    map.set(key, value(((MapShape) shape).value(), map.get(key), depth));
    return map;
  }

  private static ArrayNode withFirst(ArrayNode list, JsonNode element) {
    ArrayNode with = list.deepCopy();
    with.set(0, element);
    return with;
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isContainerNode() && node.isEmpty();
  }

  /**
   * The document without one of the optional members that stand beside the path, each in turn, from
   * the innermost: it may exclude what is there.
   */
  List<ObjectNode> withLess(StructureShape shape, ObjectNode document) {
    List<ObjectNode> all = new ArrayList<>();
    Member member = members.get(0);
    if (members.size() > 1) {
      JsonNode inner = document.get(member.name());
      for (JsonNode less : less(member.shape(), inner)) {
        all.add(document.deepCopy().set(member.name(), less));
      }
    }
    for (Map.Entry<String, JsonNode> beside : document.properties()) {
      boolean optional = shape.member(beside.getKey()).filter(m -> !m.required()).isPresent();
      if (optional && !beside.getKey().equals(member.name())) {
        all.add(document.deepCopy().without(beside.getKey()));
      }
    }
    return all;
  }

  private List<? extends JsonNode> less(Shape shape, JsonNode value) {
    if (shape instanceof StructureShape structure) {
      MemberPath rest = new MemberPath(members.subList(1, members.size()));
      return rest.withLess(structure, (ObjectNode) value);
    }
    if (shape instanceof ListShape list) {
      return less(list.element(), value.get(0)).stream()
          .map(less -> withFirst((ArrayNode) value, less))
          .toList();
    }
    String key = value.fieldNames().next();
    return less(((MapShape) shape).value(), value.get(key)).stream()
        .map(less -> ((ObjectNode) value.deepCopy()).<JsonNode>set(key, less))
        .toList();
  }

  @Override
  public String toString() {
    return members.stream().map(Member::name).collect(Collectors.joining("."));
  }
}
