package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Sets an existing resource on another way of its lifecycle: stop, start, cancel, delete. Where the
 * state doesn't allow it, the type words the refusal.
 */
public final class Trigger implements Handler {
  private final ResourceType type;
  private final String trigger;
  private final List<Precondition> preconditions;
  private final List<Quota> quotas;
  private final boolean merges;
  private final BiFunction<Call, Resource, Resource> change;
  private final String wrapper;

  private Trigger(
      ResourceType type,
      String trigger,
      List<Precondition> preconditions,
      List<Quota> quotas,
      boolean merges,
      BiFunction<Call, Resource, Resource> change,
      String wrapper) {
    this.type = type;
    this.trigger = trigger;
    this.preconditions = preconditions;
    this.quotas = quotas;
    this.merges = merges;
    this.change = change;
    this.wrapper = wrapper;
  }

  /** An operation that is the trigger of a way. */
  public static Trigger by(String trigger, ResourceType type) {
    return new Trigger(
        type, trigger, List.of(), List.of(), false, (call, resource) -> resource, "");
  }

  /** With rules that come before the state is looked at. */
  public Trigger requires(Precondition... rules) {
    List<Precondition> all = new ArrayList<>(preconditions);
    all.addAll(List.of(rules));
    return new Trigger(type, trigger, List.copyOf(all), quotas, merges, change, wrapper);
  }

  /** With quotas, which come last. */
  public Trigger within(Quota... limits) {
    return new Trigger(type, trigger, preconditions, List.of(limits), merges, change, wrapper);
  }

  /** With the members of the input merged into the resource, as an update or a start does. */
  public Trigger merging() {
    return new Trigger(type, trigger, preconditions, quotas, true, change, wrapper);
  }

  /** With something changed of the resource as it sets out, after all checks. */
  public Trigger changing(BiFunction<Call, Resource, Resource> what) {
    return new Trigger(type, trigger, preconditions, quotas, merges, what, wrapper);
  }

  /** With the resource as a structure in one member of the output. */
  public Trigger in(String member) {
    return new Trigger(type, trigger, preconditions, quotas, merges, change, member);
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource resource = type.require(call);
    preconditions.forEach(rule -> rule.check().verify(call));
    Way way =
        type.lifecycle()
            .way(trigger, resource.state())
            .orElseThrow(() -> type.refused(call, resource, trigger));
    quotas.forEach(quota -> quota.verify(call));
    Resource changed = merges ? Update.merged(type, resource, call) : resource;
    Resource sent = call.world().send(change.apply(call, changed), way, "");
    return call.shown(type, sent, wrapper);
  }

  @Override
  public String kind() {
    return trigger;
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    return preconditions;
  }

  /** The quotas that are checked last. */
  public List<Quota> quotas() {
    return quotas;
  }
}
