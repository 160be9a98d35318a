package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  private final Builder facts;
  private final Map<State, List<Effect>> effects;

  private ResourceType(Builder facts) {
    this.facts = facts;
    this.effects = Map.copyOf(facts.effects);
  }

  /**
   * Starts a declaration.
   *
   * @param name the type's name: the resource part of its ARN where there is one
   */
  public static Builder named(String name) {
    return new Builder(name);
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
    return facts.identity.apply(call);
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
    return call.world().seen(call, this, found, Lookup.mentioned(this, call));
  }

  /** The existing resource that a call names, or the error for a missing one. */
  public Resource require(Call call) {
    return find(call).orElseThrow(() -> missing(call, Lookup.mentioned(this, call)));
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

  /** Collects the facts of a resource type. */
  public static final class Builder {
    private String name;
    private String title;
    private List<String> idMembers = List.of();
    private String nameMember = "";
    private boolean ignoresCase;
    private Function<Call, String> identity = call -> "";
    private BiFunction<ResourceType, Call, Optional<Resource>> lookup = Lookup::byMembers;
    private String arnMember = "";
    private String arnTemplate = "";
    private String statusMember = "";
    private String createdMember = "";
    private Lifecycle lifecycle = Lifecycle.STATELESS;
    private ObjectNode defaults = Documents.empty();
    private final Map<String, Computed> computed = new LinkedHashMap<>();
    private final Map<State, List<Effect>> effects = new LinkedHashMap<>();
    private BiConsumer<Call, Draft> prepared = (call, draft) -> {};
    private Planner durations = (resource, plan, world) -> plan;
    private Planner limits = (resource, plan, world) -> plan;
    private List<Rate> rates = List.of();
    private List<Holding> holdings = List.of();
    private List<Emission> emissions = List.of();
    private Optional<LogStream.Source> logs = Optional.empty();
    private Function<Resource, String> group = resource -> "";
    private String missingCode = "";
    private Missing missing = (call, n) -> undeclared("missing", n);
    private Existing duplicate = (call, r) -> undeclared("duplicate", r.name());
    private Refused refused = (call, r, trigger) -> undeclared("refused", r.name());

    private Builder(String name) {
      this.name = requireNonNull(name, "name");
      this.title = TypeRef.titleOf(name);
    }

    private ServiceError undeclared(String what, String which) {
      throw new IllegalStateException(
          "mlsim: the declaration of [" + name + "] has no words for [" + what + "] " + which);
    }

    /** Another name, and the title that it stands for. */
    Builder renamed(String other) {
      name = other;
      return title(TypeRef.titleOf(other));
    }

    /** The name in a sentence, if it isn't the name with blanks. */
    public Builder title(String words) {
      title = words;
      return this;
    }

    /** The input members that tell one from another, at Create as later; the last is its name. */
    public Builder identifiedBy(String... members) {
      idMembers = List.of(members);
      nameMember = idMembers.get(idMembers.size() - 1);
      identity =
          call ->
              idMembers.stream().map(m -> call.text(m).orElse("")).collect(Collectors.joining("/"));
      return this;
    }

    /** Names that differ in case only are the same. */
    public Builder ignoringCase() {
      ignoresCase = true;
      return this;
    }

    /** The identity is worked out, or made, by the service; others name it by its ARN. */
    public Builder identity(Function<Call, String> newIdentity) {
      identity = newIdentity;
      return this;
    }

    /** The member that holds what a person calls it, where that is not its identity. */
    public Builder called(String member) {
      nameMember = member;
      return this;
    }

    /** How an existing one is found, where ARN and identity members don't say. */
    public Builder foundBy(Function<Call, Optional<Resource>> finder) {
      lookup = (type, call) -> finder.apply(call);
      return this;
    }

    /** The member of its identity may hold its ARN instead. */
    public Builder foundByNameOrArn() {
      lookup = Lookup::byNameOrArn;
      return this;
    }

    /**
     * Its ARN.
     *
     * @param member the member in which it travels
     * @param template the resource part; {@code {key}} and the paths of attributes or notes are
     *     filled in
     */
    public Builder arn(String member, String template) {
      arnMember = member;
      arnTemplate = template;
      return this;
    }

    /** The member that shows the status. */
    public Builder status(String member) {
      statusMember = member;
      return computed(member, (r, w) -> Values.text(r.state().status()));
    }

    /** The member that shows the phase. */
    public Builder phase(String member) {
      return computed(member, (r, w) -> Values.text(r.state().phase()));
    }

    /** The member that shows why it failed; shown only if it did. */
    public Builder failureReason(String member) {
      return computed(
          member, (r, w) -> r.reason().isEmpty() ? Optional.empty() : Values.text(r.reason()));
    }

    /** The members that show when it was created and last changed. */
    public Builder times(String created, String modified) {
      createdMember = created;
      computed(created, (r, w) -> Values.time(r.created()));
      return modified.isEmpty() ? this : computed(modified, (r, w) -> Values.time(r.modified()));
    }

    /** How it lives. */
    public Builder lifecycle(Lifecycle table) {
      lifecycle = table;
      return this;
    }

    /** What is shown where Create was given nothing; see {@link Documents#withDefaults}. */
    public Builder defaults(String json) {
      defaults = Documents.of(json);
      return this;
    }

    /** A member that is worked out when somebody looks. */
    public Builder computed(String member, Computed value) {
      computed.put(member, value);
      return this;
    }

    /** What Create adds before the resource exists: attributes of the API's, notes of ours. */
    public Builder prepared(BiConsumer<Call, Draft> preparation) {
      prepared = preparation;
      return this;
    }

    /** Something that happens besides, when the resource enters a state. */
    public Builder entering(String state, Effect effect) {
      effects.computeIfAbsent(State.of(state), s -> new ArrayList<>()).add(effect);
      return this;
    }

    /** Durations that follow from the request; a test's script overrides them. */
    public Builder durations(Planner planner) {
      durations = planner;
      return this;
    }

    /** Limits that follow from the request; they hold whatever the script says. */
    public Builder limits(Planner planner) {
      limits = planner;
      return this;
    }

    /** What it costs while it runs, for the account of {@code sim.billing()}. */
    public Builder bills(Rate... byState) {
      rates = List.of(byState);
      return this;
    }

    /** The streams of logs that its resources have in CloudWatch Logs. */
    public Builder logs(LogStream.Source streams) {
      logs = Optional.of(streams);
      return this;
    }

    /** The events that AWS sends of its resources; where AWS lists some. */
    public Builder emits(Emission... events) {
      emissions = List.of(events);
      return this;
    }

    /**
     * Which resources are looked for together, such as the versions of one image: those of one
     * text; see {@link ResourceStore#group}. An empty text is no group.
     */
    public Builder grouped(Function<Resource, String> by) {
      group = by;
      return this;
    }

    /** What it holds of quotas, by their names; at most {@value Long#SIZE} things. */
    public Builder holds(Holding... ofQuotas) {
      if (ofQuotas.length > Long.SIZE) {
        String many = "] has [" + ofQuotas.length + "] holdings; there are at most ";
        throw new IllegalArgumentException("mlsim: [" + name + many + Long.SIZE);
      }
      holdings = List.of(ofQuotas);
      return this;
    }

    /** The error for one that isn't there. */
    public Builder missing(String code, BiFunction<Call, String, String> message) {
      missingCode = code;
      missing = (call, n) -> new ServiceError(code, message.apply(call, n));
      return this;
    }

    /** The error for one that isn't there, where it has members besides the message. */
    public Builder missingError(String code, Missing error) {
      missingCode = code;
      missing = error;
      return this;
    }

    /** The error for a second one of the same identity. */
    public Builder duplicate(Existing error) {
      duplicate = error;
      return this;
    }

    /** The error for a trigger that the state doesn't allow. */
    public Builder refused(Refused error) {
      refused = error;
      return this;
    }

    /** The declaration. */
    public ResourceType build() {
      return new ResourceType(this);
    }
  }
}
