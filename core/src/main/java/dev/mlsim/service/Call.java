package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One call that has passed validation.
 *
 * @param service the service that is called
 * @param operation the operation
 * @param input the members of the input that the contract knows, not to be changed
 * @param unknown those that it doesn't: a newer SDK's, kept and shown, but never heeded
 * @param world the world it is made in
 * @param caller the account that makes it: the world's own, unless the service knows others
 */
public record Call(
    Service service,
    Operation operation,
    ObjectNode input,
    ObjectNode unknown,
    World world,
    Account caller) {
  private static final ObjectNode NOTHING = Json.frozen(Documents.empty());

  /** A call with that input, as it came. */
  public static Call of(
      Service service, Operation operation, ObjectNode received, World world, Account caller) {
    ObjectNode unknown = NOTHING;
    Optional<StructureShape> shape = operation.input();
    for (Map.Entry<String, JsonNode> member : received.properties()) {
      if (shape.isEmpty() || shape.get().member(member.getKey()).isEmpty()) {
        unknown = unknown.isEmpty() ? Documents.empty() : unknown;
        unknown.set(member.getKey(), member.getValue());
      }
    }
    ObjectNode input = unknown.isEmpty() ? received : Documents.without(received, unknown);
    return new Call(service, operation, input, unknown, world, caller);
  }

  /** The whole input. */
  public ObjectNode received() {
    return unknown.isEmpty() ? input : Documents.merged(input, unknown);
  }

  /** The resource with what the contract doesn't know of the input, to be shown as it came. */
  public Resource echoed(Resource resource) {
    return unknown.isEmpty()
        ? resource
        : resource.keepingUnknown(Documents.merged(resource.unknownMembers(), unknown));
  }

  /** The virtual time of the call. */
  public Instant now() {
    return world.now();
  }

  /** A text member of the input; a path like {@code ResourceConfig.InstanceType} looks deeper. */
  public Optional<String> text(String path) {
    JsonNode node = Documents.find(input, path);
    return node != null && node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }

  /** A number of the input. */
  public Optional<Long> number(String path) {
    JsonNode node = Documents.find(input, path);
    return node != null && node.isNumber() ? Optional.of(node.longValue()) : Optional.empty();
  }

  /** A boolean of the input, false where it is missing. */
  public boolean flag(String path) {
    JsonNode node = Documents.find(input, path);
    return node != null && node.booleanValue();
  }

  /** Whether the input has a member. */
  public boolean has(String path) {
    return Documents.find(input, path) != null;
  }

  /** A member of the input; a path like {@code ResourceConfig.InstanceType} looks deeper. */
  public Optional<JsonNode> at(String path) {
    return Documents.at(input, path);
  }

  /** The resource of that name or ARN, or the type's own error for a missing one. */
  public Resource require(TypeRef type, String nameOrArn) {
    return world
        .registry()
        .find(type, nameOrArn)
        .orElseThrow(() -> service.type(type).missing(this, nameOrArn));
  }

  /** The existing resource of a type that the call is about, or the type's own error for none. */
  public Resource subject(TypeRef type) {
    return service.type(type).require(this);
  }

  /**
   * A resource as one member of the output shows it, or each element of it: a list or a map. A path
   * like {@code Results.Endpoint} looks deeper.
   */
  public ObjectNode element(ResourceType type, Resource resource, String member) {
    return service.view(type, operation, member).of(resource, world);
  }

  /**
   * The output that shows a resource: as a whole, or as a structure in one member if it has a name.
   */
  ObjectNode shown(ResourceType type, Resource resource, String member) {
    if (member.isEmpty()) {
      return service.view(type, operation).of(resource, world);
    }
    ObjectNode output = Documents.empty();
    output.set(member, element(type, resource, member));
    return output;
  }
}
