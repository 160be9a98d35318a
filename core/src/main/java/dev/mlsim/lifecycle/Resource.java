package dev.mlsim.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that exists in the simulated account, as it stands at one moment: a value. What changes
 * it gives another one, which the world puts in its place; the two are of one {@link #sequence}.
 */
public final class Resource {
  private static final int HISTORY_BOUND = 10_000;
  private static final ObjectNode NOTHING = Json.frozen(JsonNodeFactory.instance.objectNode());

  /** What stays for life. */
  private record Identity(
      String type,
      String key,
      String name,
      String arn,
      long sequence,
      Lifecycle lifecycle,
      Instant created) {}

  private final Identity identity;
  // Set before anybody else sees the value, and never after.
  private ObjectNode attributes;
  private ObjectNode notes = NOTHING;
  private Map<String, String> tags = Map.of();
  private List<Transition> history = List.of();
  private ObjectNode unknownMembers = NOTHING;
  private Set<String> hidden = Set.of();
  private Instant modified;
  private boolean moving;

  /**
   * Makes a resource that has no state yet, nor a place in the order of creation.
   *
   * @param type the type's name
   * @param key what tells it from others of its type
   * @param name what a person calls it; need not be unique
   * @param arn its ARN, empty where the service gives it none
   * @param lifecycle the table it lives by
   * @param attributes what it was created with, under the names of the wire
   * @param created when
   */
  public Resource(
      String type,
      String key,
      String name,
      String arn,
      Lifecycle lifecycle,
      ObjectNode attributes,
      Instant created) {
    this.identity = new Identity(type, key, name, arn, 0, lifecycle, created);
    this.attributes = Json.frozen(attributes);
    this.modified = created;
  }

  private Resource(Resource of, Identity identity) {
    this.identity = identity;
    this.attributes = of.attributes;
    this.notes = of.notes;
    this.tags = of.tags;
    this.history = of.history;
    this.unknownMembers = of.unknownMembers;
    this.hidden = of.hidden;
    this.modified = of.modified;
    this.moving = of.moving;
  }

  private Resource copy() {
    return new Resource(this, identity);
  }

  /** The same at a place in the order of creation. */
  public Resource numbered(long sequence) {
    return new Resource(
        this,
        new Identity(type(), key(), name(), arn(), sequence, lifecycle(), identity.created()));
  }

  /** The type's name, such as {@code training-job}. */
  public String type() {
    return identity.type();
  }

  /** What tells it from others of its type: its name, or an id that the service made. */
  public String key() {
    return identity.key();
  }

  /** What a person calls it; need not be unique in every service. */
  public String name() {
    return identity.name();
  }

  /** Its ARN, empty where the service gives it none. */
  public String arn() {
    return identity.arn();
  }

  /** Its place in the order of creation, which all its values have in common. */
  public long sequence() {
    return identity.sequence();
  }

  /** The table it lives by. */
  public Lifecycle lifecycle() {
    return identity.lifecycle();
  }

  /** What it was created with and updated to; read-only. */
  public ObjectNode attributes() {
    return attributes;
  }

  /** The same with other attributes. */
  public Resource withAttributes(ObjectNode others) {
    Resource copy = copy();
    copy.attributes = Json.frozen(others);
    return copy;
  }

  /** The same with an attribute of that value. */
  public Resource with(String member, JsonNode value) {
    return withAttributes(shallow(attributes).<ObjectNode>set(member, value));
  }

  /** The same with a text as an attribute. */
  public Resource with(String member, String value) {
    return withAttributes(shallow(attributes).put(member, value));
  }

  /** The same with a whole number as an attribute. */
  public Resource with(String member, long value) {
    return withAttributes(shallow(attributes).put(member, value));
  }

  /** The same without some attributes. */
  public Resource without(Collection<String> members) {
    return withAttributes(shallow(attributes).remove(members));
  }

  /** What the simulator remembers of it besides, which no API shows; read-only. */
  public ObjectNode notes() {
    return notes;
  }

  /** The same with other notes. */
  public Resource withNotes(ObjectNode others) {
    if (others.isEmpty() && notes.isEmpty()) {
      return this;
    }
    Resource copy = copy();
    copy.notes = Json.frozen(others);
    return copy;
  }

  /** The same with a note of that value. */
  public Resource withNote(String name, JsonNode value) {
    return withNotes(shallow(notes).set(name, value));
  }

  /** The same with a text as a note. */
  public Resource withNote(String name, String value) {
    return withNotes(shallow(notes).put(name, value));
  }

  /** The same with a whole number as a note. */
  public Resource withNote(String name, long value) {
    return withNotes(shallow(notes).put(name, value));
  }

  /** The same without some notes. */
  public Resource withoutNotes(Collection<String> names) {
    return withNotes(shallow(notes).remove(names));
  }

  private static ObjectNode shallow(ObjectNode document) {
    return Json.open(document, 1);
  }

  /**
   * What it was given that the contract doesn't know: a newer SDK's members, shown as they came and
   * without any effect; read-only.
   */
  public ObjectNode unknownMembers() {
    return unknownMembers;
  }

  /** The same with these as the members that the contract doesn't know. */
  public Resource keepingUnknown(ObjectNode members) {
    if (members.equals(unknownMembers)) {
      return this;
    }
    Resource copy = copy();
    copy.unknownMembers = Json.frozen(members);
    return copy;
  }

  /** Its tags, in order. */
  public Map<String, String> tags() {
    return tags;
  }

  /** The same with other tags; they keep their order. */
  public Resource withTags(Map<String, String> others) {
    if (others.isEmpty() && tags.isEmpty()) {
      return this;
    }
    Resource copy = copy();
    copy.tags = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    return copy;
  }

  /** When it was created. */
  public Instant created() {
    return identity.created();
  }

  /** When it last changed: a transition or an update. */
  public Instant modified() {
    return modified;
  }

  /** The same with a change that is no transition. */
  public Resource touched(Instant now) {
    Resource copy = copy();
    copy.modified = now;
    return copy;
  }

  /** Where it stands. */
  public State state() {
    return history.isEmpty() ? State.GONE : lastTransition().to();
  }

  /** Whether its status is the one named. */
  public boolean is(String status) {
    return state().status().equals(status);
  }

  /** Every move so far, oldest first. */
  public List<Transition> history() {
    return history;
  }

  /** The move that brought it to where it stands. */
  public Transition lastTransition() {
    return history.get(history.size() - 1);
  }

  /** Whether time alone will bring it on. */
  public boolean isMoving() {
    return moving;
  }

  /** Whether it has something before it, be it that it is stuck there, or waits for others. */
  public boolean isUnfinished() {
    return moving || !lifecycle().rests(state()) || lifecycle().waits(state());
  }

  /** The same on its way, or at a standstill. */
  public Resource moving(boolean on) {
    if (on == moving) {
      return this;
    }
    Resource copy = copy();
    copy.moving = on;
    return copy;
  }

  /** When it first entered a state of that name. */
  public Optional<Instant> entered(String phase) {
    for (Transition move : history) {
      if (move.to().isCalled(phase) && !move.from().equals(move.to())) {
        return Optional.of(move.at());
      }
    }
    return Optional.empty();
  }

  /** How long it has been in states of that name so far, all told. */
  public Duration timeIn(String phase, Instant now) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < history.size(); i++) {
      if (history.get(i).to().isCalled(phase)) {
        Instant end = i + 1 < history.size() ? history.get(i + 1).at() : now;
        sum = sum.plus(Duration.between(history.get(i).at(), end));
      }
    }
    return sum;
  }

  /** How long it has been in states of that name since it last came into them; zero elsewhere. */
  public Duration timeInRun(String phase, Instant now) {
    Instant since = now;
    for (int i = history.size() - 1; i >= 0 && history.get(i).to().isCalled(phase); i--) {
      since = history.get(i).at();
    }
    return Duration.between(since, now);
  }

  /** Members that the service never shows of it, because a test's script says so. */
  public Set<String> hidden() {
    return hidden;
  }

  /** The same with members that are never shown. */
  public Resource hiding(Set<String> members) {
    if (hidden.containsAll(members)) {
      return this;
    }
    Set<String> more = new LinkedHashSet<>(hidden);
    more.addAll(members);
    Resource copy = copy();
    copy.hidden = Collections.unmodifiableSet(more);
    return copy;
  }

  /** The same as it was before its last move, for whoever still sees it so. */
  public Resource before() {
    Resource copy = copy();
    copy.history = history.subList(0, history.size() - 1);
    return copy;
  }

  /** The reason of its failure, empty where there is none. */
  public String reason() {
    return history.isEmpty() ? "" : lastTransition().reason();
  }

  /** The same after a step of its plan. */
  public Resource entering(PlannedStep step, Instant now) {
    if (history.size() == HISTORY_BOUND) {
      throw new IllegalStateException(
          "mlsim: the history of " + this + " is bounded at " + HISTORY_BOUND + " moves");
    }
    Transition[] moves = history.toArray(new Transition[history.size() + 1]);
    moves[history.size()] =
        new Transition(
            now,
            state(),
            step.step().state(),
            step.step().message(),
            step.trigger(),
            step.reason());
    Resource copy = copy();
    copy.modified = now;
    copy.history = List.of(moves);
    return copy;
  }

  @Override
  public String toString() {
    return type() + " [" + name() + "]";
  }
}
