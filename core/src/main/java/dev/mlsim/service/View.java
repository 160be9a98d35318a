package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a resource of one type looks as a structure of the contract: each member is computed, or the
 * ARN, or the tags, or the attribute of that name. So what Create was given, Describe gives back
 * without code. Immutable; made once for a type and a structure.
 */
final class View {
  /** The view of an operation without output. */
  static final View NOTHING = new View();

  private interface Field {
    Optional<JsonNode> of(Resource resource, World world);
  }

  private record Named(String name, Field field) {}

  private final List<Named> fields = new ArrayList<>();
  private final boolean showsUnknown;

  private View() {
    this.showsUnknown = false;
  }

  /**
   * Makes a view.
   *
   * @param showsUnknown whether members that the contract doesn't know are shown too
   */
  View(ResourceType type, StructureShape shape, TagStyle tags, boolean showsUnknown) {
    this.showsUnknown = showsUnknown;
    for (Member member : shape.members()) {
      fields.add(new Named(member.name(), field(type, member.name(), tags)));
    }
  }

  private static Field field(ResourceType type, String member, TagStyle tags) {
    ResourceType.Computed computed = type.computed().get(member);
    if (computed != null) {
      return computed::value;
    }
    if (member.equals(type.arnMember())) {
      return (resource, world) -> Optional.of(TextNode.valueOf(resource.arn()));
    }
    if (member.equals(tags.member())) {
      return (resource, world) -> Optional.of(tags.write(resource.tags()));
    }
    return (resource, world) -> Optional.ofNullable(resource.attributes().get(member));
  }

  /** What the resource shows. */
  ObjectNode of(Resource resource, World world) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (Named named : fields) {
      if (resource.hidden().contains(named.name())) {
        continue;
      }
      named.field().of(resource, world).ifPresent(value -> document.set(named.name(), value));
    }
    if (showsUnknown) {
      for (String member : resource.unknownMembers()) {
        document.set(member, resource.attributes().get(member));
      }
    }
    return document;
  }
}
