package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.json.ObjectBuilder;
import dev.mlsim.lifecycle.Resource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a resource of one type looks as a structure of the contract: each member is computed, or the
 * ARN, or the tags, or the attribute of that name. So what Create was given, Describe gives back
 * without code. Immutable; made once for a type and a structure.
 */
final class View {
  /** The view of an operation without output. */
  static final View NOTHING = new View();

  /** Where a member's value comes from; all but the attributes is worked out. */
  @FunctionalInterface
  private interface Source {
    Optional<JsonNode> value(Resource resource, World world);
  }

  /** A member, and its source unless it is an attribute. */
  private record Field(String name, @Nullable Source source) {}

  private final Field[] fields;
  private final Set<String> names = new HashSet<>();
  private final boolean showsUnknown;

  private View() {
    this.fields = new Field[0];
    this.showsUnknown = false;
  }

  /**
   * Makes a view.
   *
   * @param showsUnknown whether members that the contract doesn't know are shown too
   */
  View(ResourceType type, StructureShape shape, TagStyle tags, boolean showsUnknown) {
    this.showsUnknown = showsUnknown;
    this.fields =
        shape.members().stream()
            .map(Member::name)
            .map(name -> new Field(name, source(type, name, tags)))
            .toArray(Field[]::new);
    for (Field field : fields) {
      names.add(field.name());
    }
  }

  private static @Nullable Source source(ResourceType type, String member, TagStyle tags) {
    ResourceType.Computed computed = type.computed().get(member);
    if (computed != null) {
      return computed::value;
    }
    if (member.equals(type.arnMember())) {
      return (resource, world) -> Optional.of(TextNode.valueOf(resource.arn()));
    }
    return member.equals(tags.member())
        ? (resource, world) -> Optional.of(tags.write(resource.tags()))
        : null;
  }

  /** What the resource shows; read-only. */
  ObjectNode of(Resource resource, World world) {
    ObjectBuilder document = new ObjectBuilder(fields.length);
    Set<String> hidden = resource.hidden();
    for (Field field : fields) {
      if (!hidden.contains(field.name())) {
        JsonNode value = value(field, resource, world);
        if (value != null) {
          document.set(field.name(), value);
        }
      }
    }
    if (showsUnknown && !resource.unknownMembers().isEmpty()) {
      showUnknown(document, resource);
    }
    return document.build();
  }

  private static @Nullable JsonNode value(Field field, Resource resource, World world) {
    return field.source() == null
        ? resource.attributes().get(field.name())
        : field.source().value(resource, world).orElse(null);
  }

  /** A member that this structure knows is never what somebody sent to another under its name. */
  private void showUnknown(ObjectBuilder document, Resource resource) {
    for (Map.Entry<String, JsonNode> member : resource.unknownMembers().properties()) {
      if (!names.contains(member.getKey())) {
        document.set(member.getKey(), member.getValue());
      }
    }
  }
}
