package dev.mlsim.lifecycle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that exists in the simulated account. Mutable, and touched only under the simulator's
 * lock; tests read it through snapshots.
 */
public final class Resource {
  private static final int HISTORY_BOUND = 10_000;

  private final String type;
  private final String key;
  private final String name;
  private final String arn;
  private final long sequence;
  private final Lifecycle lifecycle;
  private final ObjectNode attributes;
  private final Instant created;
  private final Map<String, String> tags = new LinkedHashMap<>(0);
  private final List<Transition> history = new ArrayList<>(6);
  private Set<String> unknownMembers = Set.of();
  private Set<String> hidden = Set.of();
  private Instant modified;
  private State state = State.GONE;
  Course course = Course.NONE;
  int turns;
  boolean waitsForTime;

  /**
   * Makes a resource that has no state yet.
   *
   * @param type the type's name
   * @param key what tells it from others of its type
   * @param name what a person calls it; need not be unique
   * @param arn its ARN, empty where the service gives it none
   * @param sequence its place in the order of creation
   * @param lifecycle the table it lives by
   * @param attributes what it was created with, under the names of the wire
   * @param created when
   */
  public Resource(
      String type,
      String key,
      String name,
      String arn,
      long sequence,
      Lifecycle lifecycle,
      ObjectNode attributes,
      Instant created) {
    this.type = type;
    this.key = key;
    this.name = name;
    this.arn = arn;
    this.sequence = sequence;
    this.lifecycle = lifecycle;
    this.attributes = attributes;
    this.created = created;
    this.modified = created;
  }

  /** The type's name, such as {@code training-job}. */
  public String type() {
    return type;
  }

  /** What tells it from others of its type: its name, or an id that the service made. */
  public String key() {
    return key;
  }

  /** What a person calls it; need not be unique in every service. */
  public String name() {
    return name;
  }

  /** Its ARN, empty where the service gives it none. */
  public String arn() {
    return arn;
  }

  /** Its place in the order of creation. */
  public long sequence() {
    return sequence;
  }

  /** The table it lives by. */
  public Lifecycle lifecycle() {
    return lifecycle;
  }

  /** What it was created with and updated to; live. */
  public ObjectNode attributes() {
    return attributes;
  }

  /** Members it was given that the contract doesn't know: a newer SDK's, shown as they came. */
  public Set<String> unknownMembers() {
    return unknownMembers;
  }

  /** Notes members that the contract doesn't know; they keep their order. */
  public void keepUnknown(Set<String> members) {
    unknownMembers = Collections.unmodifiableSet(new LinkedHashSet<>(members));
  }

  /** Its tags; live. */
  public Map<String, String> tags() {
    return tags;
  }

  /** When it was created. */
  public Instant created() {
    return created;
  }

  /** When it last changed: a transition or an update. */
  public Instant modified() {
    return modified;
  }

  /** Notes a change that is no transition. */
  public void touch(Instant now) {
    modified = now;
  }

  /** Where it stands. */
  public State state() {
    return state;
  }

  /** Whether its status is the one named. */
  public boolean is(String status) {
    return state.status().equals(status);
  }

  /** Every move so far, oldest first. */
  public List<Transition> history() {
    return Collections.unmodifiableList(history);
  }

  /** The move that brought it to where it stands. */
  public Transition lastTransition() {
    return history.get(history.size() - 1);
  }

  /** Whether time alone will bring it on. */
  public boolean isMoving() {
    return course.timer() != null;
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

  /** Never shows a member from now on. */
  void hide(String member) {
    Set<String> more = new HashSet<>(hidden);
    more.add(member);
    hidden = Set.copyOf(more);
  }

  /**
   * A copy as it was before its last move, for whoever still sees it so: its tags and history are
   * the copy's own, its attributes are not.
   */
  public Resource before() {
    Resource copy = new Resource(type, key, name, arn, sequence, lifecycle, attributes, created);
    copy.tags.putAll(tags);
    copy.history.addAll(history.subList(0, history.size() - 1));
    copy.unknownMembers = unknownMembers;
    copy.hidden = hidden;
    copy.modified = modified;
    copy.state = lastTransition().from();
    return copy;
  }

  /** The reason of its failure, empty where there is none. */
  public String reason() {
    return history.isEmpty() ? "" : lastTransition().reason();
  }

  Transition enter(PlannedStep step, Instant now) {
    if (history.size() == HISTORY_BOUND) {
      throw new IllegalStateException(
          "mlsim: the history of " + this + " is bounded at " + HISTORY_BOUND + " moves");
    }
    Transition move =
        new Transition(
            now, state, step.step().state(), step.step().message(), step.trigger(), step.reason());
    state = move.to();
    modified = now;
    history.add(move);
    return move;
  }

  @Override
  public String toString() {
    return type + " [" + name + "]";
  }
}
