package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Changes a resource in place: members that are given are merged in, the others stay. */
public final class Update implements Handler {
  private final ResourceType type;
  private final List<Precondition> preconditions;
  private final BiConsumer<Call, Resource> change;

  private Update(
      ResourceType type, List<Precondition> preconditions, BiConsumer<Call, Resource> change) {
    this.type = type;
    this.preconditions = preconditions;
    this.change = change;
  }

  /** An operation that changes a resource of the type. */
  public static Update a(ResourceType type) {
    return new Update(type, List.of(), (call, resource) -> {});
  }

  /** With rules. */
  public Update requires(Precondition... rules) {
    List<Precondition> all = new ArrayList<>(preconditions);
    all.addAll(List.of(rules));
    return new Update(type, List.copyOf(all), change);
  }

  /** With something done to the resource besides, after the members are merged in. */
  public Update changing(BiConsumer<Call, Resource> what) {
    return new Update(type, preconditions, what);
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource resource = type.require(call);
    preconditions.forEach(rule -> rule.check().verify(call));
    merge(type, resource, call);
    change.accept(call, resource);
    call.world().touch(resource);
    return call.service().view(type, call.operation()).of(resource, call.world());
  }

  /** What says which resource is meant, and what makes the call unique, is no change. */
  static void merge(ResourceType type, Resource resource, Call call) {
    ObjectNode changes = call.input();
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
      resource.attributes().set(change.getKey(), after);
    }
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
