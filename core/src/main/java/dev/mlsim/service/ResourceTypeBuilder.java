package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Collects the facts of a resource type; see {@link ResourceType#named}. Of one thread, and of one
 * type: nothing is said after {@link #build}.
 */
public final class ResourceTypeBuilder {
  String name;
  String title;
  List<String> idMembers = List.of();
  Function<Call, Optional<String>> key = call -> Optional.empty();
  String nameMember = "";
  boolean ignoresCase;
  Optional<Function<Call, String>> identity = Optional.empty();
  BiFunction<ResourceType, Call, Optional<Resource>> lookup = ResourceType::byMembers;
  String arnMember = "";
  String arnTemplate = "";
  String statusMember = "";
  String createdMember = "";
  Lifecycle lifecycle = Lifecycle.STATELESS;
  ObjectNode defaults = Documents.empty();
  final Map<String, ResourceType.Computed> computed = new LinkedHashMap<>();
  final Map<State, List<ResourceType.Effect>> effects = new LinkedHashMap<>();
  BiConsumer<Call, Draft> prepared = (call, draft) -> {};
  ResourceType.Planner durations = (resource, plan, world) -> plan;
  ResourceType.Planner limits = (resource, plan, world) -> plan;
  List<Rate> rates = List.of();
  List<Holding> holdings = List.of();
  List<Emission> emissions = List.of();
  Optional<LogStream.Source> logs = Optional.empty();
  Function<Resource, String> group = resource -> "";
  String missingCode = "";
  ResourceType.Missing missing = (call, n) -> undeclared("missing", n);
  ResourceType.Existing duplicate = (call, r) -> undeclared("duplicate", r.name());
  ResourceType.Refused refused = (call, r, trigger) -> undeclared("refused", r.name());

  ResourceTypeBuilder(String name) {
    this.name = requireNonNull(name, "name");
    this.title = TypeRef.titleOf(name);
  }

  private ServiceError undeclared(String what, String which) {
    throw new IllegalStateException(
        "mlsim: the declaration of [" + name + "] has no words for [" + what + "] " + which);
  }

  /** Another name, and the title that it stands for. */
  ResourceTypeBuilder renamed(String other) {
    name = other;
    return title(TypeRef.titleOf(other));
  }

  /** The name in a sentence, if it isn't the name with blanks. */
  public ResourceTypeBuilder title(String words) {
    title = words;
    return this;
  }

  /** The input members that tell one from another, at Create as later; the last is its name. */
  public ResourceTypeBuilder identifiedBy(String... members) {
    idMembers = List.of(members);
    nameMember = idMembers.get(idMembers.size() - 1);
    key = call -> call.text(members[0]);
    for (String member : idMembers.subList(1, idMembers.size())) {
      key = within(key, member);
    }
    identity = Optional.empty();
    return this;
  }

  private static Function<Call, Optional<String>> within(
      Function<Call, Optional<String>> outer, String member) {
    return call -> outer.apply(call).flatMap(key -> call.text(member).map(m -> key + "/" + m));
  }

  /** Names that differ in case only are the same. */
  public ResourceTypeBuilder ignoringCase() {
    ignoresCase = true;
    return this;
  }

  /** The identity is worked out, or made, by the service; others name it by its ARN. */
  public ResourceTypeBuilder identity(Function<Call, String> newIdentity) {
    identity = Optional.of(newIdentity);
    return this;
  }

  /** The member that holds what a person calls it, where that is not its identity. */
  public ResourceTypeBuilder called(String member) {
    nameMember = member;
    return this;
  }

  /** How an existing one is found, where ARN and identity members don't say. */
  public ResourceTypeBuilder foundBy(Function<Call, Optional<Resource>> finder) {
    lookup = (type, call) -> finder.apply(call);
    return this;
  }

  /** The member of its identity may hold its ARN instead. */
  public ResourceTypeBuilder foundByNameOrArn() {
    lookup = ResourceType::byNameOrArn;
    return this;
  }

  /**
   * Its ARN.
   *
   * @param member the member in which it travels
   * @param template the resource part; {@code {key}} and the paths of attributes or notes are
   *     filled in
   */
  public ResourceTypeBuilder arn(String member, String template) {
    arnMember = member;
    arnTemplate = template;
    return this;
  }

  /** The member that shows the status. */
  public ResourceTypeBuilder status(String member) {
    statusMember = member;
    return usually(member, (r, w) -> Values.text(r.state().status()));
  }

  /** The member that shows the phase. */
  public ResourceTypeBuilder phase(String member) {
    return usually(member, (r, w) -> Values.text(r.state().phase()));
  }

  /** The member that shows why it failed; shown only if it did. */
  public ResourceTypeBuilder failureReason(String member) {
    return usually(
        member, (r, w) -> r.reason().isEmpty() ? Optional.empty() : Values.text(r.reason()));
  }

  /** The members that show when it was created and last changed. */
  public ResourceTypeBuilder times(String created, String modified) {
    createdMember = created;
    usually(created, (r, w) -> Values.time(r.created()));
    return modified.isEmpty() ? this : usually(modified, (r, w) -> Values.time(r.modified()));
  }

  /** How it lives. */
  public ResourceTypeBuilder lifecycle(Lifecycle table) {
    lifecycle = table;
    return this;
  }

  /** What is shown where Create was given nothing; see {@link Documents#withDefaults}. */
  public ResourceTypeBuilder defaults(String json) {
    defaults = Documents.of(json);
    return this;
  }

  /** A member that is worked out when somebody looks. */
  public ResourceTypeBuilder computed(String member, ResourceType.Computed value) {
    computed.put(member, value);
    return this;
  }

  /** The same, unless something else is said of the member. */
  private ResourceTypeBuilder usually(String member, ResourceType.Computed value) {
    computed.putIfAbsent(member, value);
    return this;
  }

  /** What Create adds before the resource exists: attributes of the API's, notes of ours. */
  public ResourceTypeBuilder prepared(BiConsumer<Call, Draft> preparation) {
    prepared = preparation;
    return this;
  }

  /** Something that happens besides, when the resource enters a state. */
  public ResourceTypeBuilder entering(String state, ResourceType.Effect effect) {
    effects.computeIfAbsent(State.of(state), s -> new ArrayList<>()).add(effect);
    return this;
  }

  /** Durations that follow from the request; a test's script overrides them. */
  public ResourceTypeBuilder durations(ResourceType.Planner planner) {
    durations = planner;
    return this;
  }

  /** Limits that follow from the request; they hold whatever the script says. */
  public ResourceTypeBuilder limits(ResourceType.Planner planner) {
    limits = planner;
    return this;
  }

  /** What it costs while it runs, for the account of {@code sim.billing()}. */
  public ResourceTypeBuilder bills(Rate... byState) {
    rates = List.of(byState);
    return this;
  }

  /** The streams of logs that its resources have in CloudWatch Logs. */
  public ResourceTypeBuilder logs(LogStream.Source streams) {
    logs = Optional.of(streams);
    return this;
  }

  /** With events that AWS sends of its resources; where AWS lists some. */
  public ResourceTypeBuilder emits(Emission... events) {
    emissions = Stream.concat(emissions.stream(), Stream.of(events)).toList();
    return this;
  }

  /**
   * Which resources are looked for together, such as the versions of one image: those of one text;
   * see {@link ResourceStore#group}. An empty text is no group.
   */
  public ResourceTypeBuilder grouped(Function<Resource, String> by) {
    group = by;
    return this;
  }

  /** What it holds of quotas, by their names; at most {@value Long#SIZE} things. */
  public ResourceTypeBuilder holds(Holding... ofQuotas) {
    if (ofQuotas.length > Long.SIZE) {
      String many = "] has [" + ofQuotas.length + "] holdings; there are at most ";
      throw new IllegalArgumentException("mlsim: [" + name + many + Long.SIZE);
    }
    holdings = List.of(ofQuotas);
    return this;
  }

  /** The error for one that isn't there. */
  public ResourceTypeBuilder missing(String code, BiFunction<Call, String, String> message) {
    missingCode = code;
    missing = (call, n) -> new ServiceError(code, message.apply(call, n));
    return this;
  }

  /** The error for one that isn't there, where it has members besides the message. */
  public ResourceTypeBuilder missingError(String code, ResourceType.Missing error) {
    missingCode = code;
    missing = error;
    return this;
  }

  /** The error for a second one of the same identity. */
  public ResourceTypeBuilder duplicate(ResourceType.Existing error) {
    duplicate = error;
    return this;
  }

  /** The error for a trigger that the state doesn't allow. */
  public ResourceTypeBuilder refused(ResourceType.Refused error) {
    refused = error;
    return this;
  }

  /** The declaration. */
  public ResourceType build() {
    for (State state : effects.keySet()) {
      if (!lifecycle.states().contains(state)) {
        throw new IllegalStateException(
            "mlsim: [" + name + "] has something happen in [" + state + "], which it never enters");
      }
    }
    return new ResourceType(this);
  }
}
