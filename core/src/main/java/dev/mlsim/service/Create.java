package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Creates a resource: preconditions, then the duplicate, then late preconditions, then quotas; then
 * the resource is there and starts on its way. The answer shows of it what the output has.
 */
public final class Create implements Handler {
  private final ResourceType type;
  private final List<Precondition> preconditions;
  private final List<Precondition> late;
  private final List<Quota> quotas;
  private final boolean replaces;
  private final String wrapper;

  private Create(
      ResourceType type,
      List<Precondition> preconditions,
      List<Precondition> late,
      List<Quota> quotas,
      boolean replaces,
      String wrapper) {
    this.type = type;
    this.preconditions = preconditions;
    this.late = late;
    this.quotas = quotas;
    this.replaces = replaces;
    this.wrapper = wrapper;
  }

  /** An operation that creates a resource of the type. */
  public static Create a(ResourceType type) {
    return new Create(type, List.of(), List.of(), List.of(), false, "");
  }

  /** With rules that come before a duplicate is noticed. */
  public Create requires(Precondition... rules) {
    return new Create(type, concat(preconditions, List.of(rules)), late, quotas, replaces, wrapper);
  }

  /** With rules that come after a duplicate is noticed. */
  public Create thenRequires(Precondition... rules) {
    return new Create(type, preconditions, concat(late, List.of(rules)), quotas, replaces, wrapper);
  }

  /** With quotas, which come last. */
  public Create within(Quota... limits) {
    return new Create(
        type, preconditions, late, concat(quotas, List.of(limits)), replaces, wrapper);
  }

  /** As a Put does: one of the same identity is given what the call says, and nothing else. */
  public Create orReplace() {
    return new Create(type, preconditions, late, quotas, true, wrapper);
  }

  /** With the resource as a structure in one member of the output. */
  public Create in(String member) {
    return new Create(type, preconditions, late, quotas, replaces, member);
  }

  private static <T> List<T> concat(List<T> list, List<T> more) {
    return Stream.concat(list.stream(), more.stream()).toList();
  }

  @Override
  public ObjectNode answer(Call call) {
    verify(preconditions, call);
    TagStyle tags = call.service().tags();
    tags.verify(tags.read(call.input()).keySet());
    String key = type.newKey(call);
    Optional<Resource> existing = call.world().registry().byKey(type, key);
    if (existing.isPresent() && !replaces) {
      throw type.duplicate(call, existing.get());
    }
    verify(late, call);
    for (Quota quota : quotas) {
      quota.verify(call);
    }
    Resource resource = existing.map(old -> replaced(call, old)).orElseGet(() -> create(call, key));
    return call.shown(type, resource, wrapper);
  }

  private static void verify(List<Precondition> rules, Call call) {
    for (Precondition rule : rules) {
      rule.check().verify(call);
    }
  }

  private Draft draft(Call call) {
    Draft draft = type.draft(call);
    draft.attributes().remove(call.service().tags().member());
    call.service().tokenMember(call.operation()).ifPresent(draft.attributes()::remove);
    return draft;
  }

  private Resource replaced(Call call, Resource resource) {
    Draft draft = draft(call);
    call.world().change(resource, old -> draft.in(old).keepingUnknown(call.unknown()));
    return call.world().touch(resource);
  }

  private Resource create(Call call, String key) {
    TagStyle tags = call.service().tags();
    Draft draft = draft(call);
    ObjectNode attributes = draft.attributes();
    String name = Documents.at(attributes, type.nameMember()).map(n -> n.asText()).orElse(key);
    Resource made =
        new Resource(
            type.name(),
            key,
            name,
            type.arn(call, draft.all(), key),
            type.lifecycle(),
            attributes,
            call.now());
    return call.world()
        .begin(
            type,
            made.withNotes(draft.notes())
                .withTags(tags.read(call.input()))
                .keepingUnknown(call.unknown()));
  }

  @Override
  public String kind() {
    return "create";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    List<Precondition> all = new ArrayList<>(preconditions);
    all.addAll(late);
    return List.copyOf(all);
  }

  /** The quotas that are checked last. */
  public List<Quota> quotas() {
    return quotas;
  }
}
