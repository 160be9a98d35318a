package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One type of resource, as data: what tells one from another, its ARN, where its state and times
 * are shown, what it is by default, and how it lives. Immutable, shared by all worlds.
 */
public final class ResourceType implements TypeRef {

  /** A member of a resource that is worked out when somebody looks. */
  @FunctionalInterface
  public interface Computed {
    /** The value now, or nothing where the service would show nothing. */
    Optional<JsonNode> value(Resource resource, World world);
  }

  /** Something that happens besides, when a resource enters a state. */
  @FunctionalInterface
  public interface Effect {
    /** The resource has just entered the state. */
    void happens(Resource resource, World world);
  }

  /** Bends a plan by what the resource was created with. */
  @FunctionalInterface
  public interface Planner {
    /** The plan as it is to be. */
    Plan plan(Resource resource, Plan plan, World world);
  }

  /** Words an error about a resource that isn't there. */
  @FunctionalInterface
  public interface Missing {
    /** The error for what the caller named. */
    ServiceError error(Call call, String nameOrArn);
  }

  /** Words an error about a resource that is in the way. */
  @FunctionalInterface
  public interface Existing {
    /** The error about the resource that exists. */
    ServiceError error(Call call, Resource existing);
  }

  /** Words the refusal of a trigger by the state in which a resource is. */
  @FunctionalInterface
  public interface Refused {
    /** The error for the trigger, such as {@code stop}. */
    ServiceError error(Call call, Resource resource, String trigger);
  }

  private final ResourceTypeBuilder facts;
  private final Map<State, List<Effect>> effects;

  ResourceType(ResourceTypeBuilder facts) {
    this.facts = facts;
    this.effects = Map.copyOf(facts.effects);
  }

  /**
   * Starts a declaration.
   *
   * @param name the type's name: the resource part of its ARN where there is one
   */
  public static ResourceTypeBuilder named(String name) {
    return new ResourceTypeBuilder(name);
  }

  /** The name, such as {@code training-job}. */
  @Override
  public String name() {
    return facts.name;
  }

  /** The name in a sentence, such as {@code training job}. */
  @Override
  public String title() {
    return facts.title;
  }

  /** How its resources live. */
  public Lifecycle lifecycle() {
    return facts.lifecycle;
  }

  /** Bends plans before the test's script does: durations that follow from the request. */
  public Planner durations() {
    return facts.durations;
  }

  /** Bends plans after the test's script did: limits that follow from the request. */
  public Planner limits() {
    return facts.limits;
  }

  /** What is shown where Create was given nothing. */
  public ObjectNode defaults() {
    return facts.defaults;
  }

  /** The member in which the ARN travels, empty where there is none. */
  public String arnMember() {
    return facts.arnMember;
  }

  /** The member that holds the name a person gave. */
  public String nameMember() {
    return facts.nameMember;
  }

  /** The input members that tell one from another; empty where the service makes the identity. */
  public List<String> identityMembers() {
    return facts.idMembers;
  }

  /** The member in which the status is shown, empty where there is none. */
  public String statusMember() {
    return facts.statusMember;
  }

  /** The member in which the time of creation is shown. */
  public String createdMember() {
    return facts.createdMember;
  }

  /** The error code for a missing one, as far as one can say without a call. */
  @Override
  public String missingCode() {
    return facts.missingCode;
  }

  /** The error for one that isn't there. */
  public ServiceError missing(Call call, String nameOrArn) {
    return facts.missing.error(call, nameOrArn);
  }

  /** The error for a second one of the same identity. */
  public ServiceError duplicate(Call call, Resource existing) {
    return facts.duplicate.error(call, existing);
  }

  /** The error for a trigger that the state doesn't allow. */
  public ServiceError refused(Call call, Resource resource, String trigger) {
    return facts.refused.error(call, resource, trigger);
  }

  /** What tells the new resource from others. */
  public String newKey(Call call) {
    return facts.identity.isPresent()
        ? facts.identity.get().apply(call)
        : facts.key.apply(call).orElse("");
  }

  /** The ARN of a resource with that key, made from what Create was given. */
  public String arn(Call call, ObjectNode attributes, String key) {
    return facts.arnTemplate.isEmpty()
        ? ""
        : call.caller()
            .arn(
                call.operation().contract().signingName(),
                Documents.fill(facts.arnTemplate, attributes, key));
  }

  /** The existing resource that a call names, by ARN or by the identity's members. */
  public Optional<Resource> find(Call call) {
    Optional<Resource> found = facts.lookup.apply(this, call);
    return call.world().lags() ? call.world().seen(call, this, found, mentioned(call)) : found;
  }

  /** The existing resource that a call names, or the error for a missing one. */
  public Resource require(Call call) {
    return find(call).orElseThrow(() -> missing(call, mentioned(call)));
  }

  /** The resource whose ARN, or else whose identity, stands in the members for that. */
  Optional<Resource> byMembers(Call call) {
    Optional<String> arn = arnGiven(call);
    ResourceStore registry = call.world().registry();
    return arn.isPresent()
        ? registry.byArn(this, arn.get())
        : facts.key.apply(call).flatMap(key -> registry.byKey(this, key));
  }

  /** The same, where the member of the identity may hold the ARN instead. */
  Optional<Resource> byNameOrArn(Call call) {
    return call.world().registry().find(this, mentioned(call));
  }

  /** What the caller wrote to name a resource of the type. */
  private String mentioned(Call call) {
    return arnGiven(call).or(() -> facts.key.apply(call)).orElse("");
  }

  private Optional<String> arnGiven(Call call) {
    return facts.arnMember.isEmpty() ? Optional.empty() : call.text(facts.arnMember);
  }

  /** The resource part of its ARN, such as <code>model/{key}</code>; empty where it has none. */
  public String arnTemplate() {
    return facts.arnTemplate;
  }

  /** What it costs while it runs; empty for most types. */
  public List<Rate> rates() {
    return facts.rates;
  }

  /** The streams of logs that its resources have; none for most types. */
  public Optional<LogStream.Source> logs() {
    return facts.logs;
  }

  /** The events that AWS sends of its resources; none for most types. */
  public List<Emission> emissions() {
    return facts.emissions;
  }

  /** The group of its type that a resource is of as it stands; empty where it is of none. */
  public String group(Resource resource) {
    return facts.group.apply(resource);
  }

  /** What it holds of quotas; nothing for most types. */
  public List<Holding> holdings() {
    return facts.holdings;
  }

  /** Whether an input member says which resource is meant, rather than what becomes of it. */
  boolean identifies(String member) {
    return facts.idMembers.contains(member) || member.equals(facts.arnMember);
  }

  /** The form of a key in which it is compared. */
  public String comparable(String key) {
    return facts.ignoresCase ? key.toLowerCase(Locale.ROOT) : key;
  }

  /** Members worked out when somebody looks, by name. */
  Map<String, Computed> computed() {
    return facts.computed;
  }

  /** What a resource shows under a member's name, whether computed or given. */
  public Optional<JsonNode> value(Resource resource, String member, World world) {
    Computed derived = facts.computed.get(member);
    if (derived != null) {
      return derived.value(resource, world);
    }
    return member.equals(facts.arnMember)
        ? Values.text(resource.arn())
        : Documents.at(resource.attributes(), member);
  }

  /** What becomes of a Create's input before the resource exists. */
  Draft draft(Call call) {
    Draft draft = new Draft(Documents.withDefaults(call.input(), facts.defaults));
    facts.prepared.accept(call, draft);
    return draft;
  }

  /** What happens besides at a move. */
  public List<Effect> effects(Transition move) {
    return move.from().equals(move.to()) ? List.of() : effects.getOrDefault(move.to(), List.of());
  }

  @Override
  public String toString() {
    return facts.name;
  }
}
