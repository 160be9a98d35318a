package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Changes a resource in place: members that are given are merged in, the others stay. */
public final class Update implements Handler {
  private final ResourceType type;
  private final List<Precondition> preconditions;
  private final BiFunction<Call, Resource, Resource> change;
  private final String wrapper;

  private Update(
      ResourceType type,
      List<Precondition> preconditions,
      BiFunction<Call, Resource, Resource> change,
      String wrapper) {
    this.type = type;
    this.preconditions = preconditions;
    this.change = change;
    this.wrapper = wrapper;
  }

  /** An operation that changes a resource of the type. */
  public static Update a(ResourceType type) {
    return new Update(type, List.of(), (call, resource) -> resource, "");
  }

  /** With rules. */
  public Update requires(Precondition... rules) {
    List<Precondition> all = new ArrayList<>(preconditions);
    all.addAll(List.of(rules));
    return new Update(type, List.copyOf(all), change, wrapper);
  }

  /** With something else changed, after the members are merged in. */
  public Update changing(BiFunction<Call, Resource, Resource> what) {
    return new Update(type, preconditions, what, wrapper);
  }

  /** With the resource as a structure in one member of the output. */
  public Update in(String member) {
    return new Update(type, preconditions, change, member);
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource resource = type.require(call);
    preconditions.forEach(rule -> rule.check().verify(call));
    Resource changed = change.apply(call, merged(type, resource, call));
    call.world().change(resource, old -> changed);
    Resource updated = call.world().touch(resource);
    return call.shown(type, updated, wrapper);
  }

  /** What says which resource is meant, and what makes the call unique, is no change. */
  static Resource merged(ResourceType type, Resource resource, Call call) {
    ObjectNode changes = call.input();
    ObjectNode attributes = Documents.empty().setAll(resource.attributes());
    String token = call.service().tokenMember(call.operation()).orElse("");
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (type.identifies(change.getKey()) || change.getKey().equals(token)) {
        continue;
      }
      JsonNode before = resource.attributes().get(change.getKey());
      JsonNode after =
          before instanceof ObjectNode deeper && change.getValue() instanceof ObjectNode by
              ? Documents.merged(deeper, by)
              : change.getValue();
      attributes.set(change.getKey(), after);
    }
    return call.echoed(resource.withAttributes(attributes));
  }

  @Override
  public String kind() {
    return "update";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    return preconditions;
  }
}
