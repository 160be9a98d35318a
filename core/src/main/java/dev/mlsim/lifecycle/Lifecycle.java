package dev.mlsim.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The life of one type of resource, as an immutable table: (trigger, state) to the steps that
 * follow. It reads like the state diagram; the vocabulary of triggers is {@value #CREATE}, {@value
 * #STOP}, {@value #START}, {@value #UPDATE}, {@value #DELETE}, {@value #FAIL} and what a service
 * needs besides.
 */
public final class Lifecycle {
  /** The trigger that brings a resource into being. */
  public static final String CREATE = "create";

  /** The trigger of a Stop or Cancel call. */
  public static final String STOP = "stop";

  /** The trigger of a Start call on a resource that is there already. */
  public static final String START = "start";

  /** The trigger of an Update call. */
  public static final String UPDATE = "update";

  /** The trigger of a Delete call. */
  public static final String DELETE = "delete";

  /** The trigger of a failure that a test's script asked for. */
  public static final String FAIL = "fail";

  /** The lifecycle of a resource without a status: created at once, deleted at once. */
  public static final Lifecycle STATELESS =
      builder()
          .on(CREATE)
          .goes(Step.rest("Exists"))
          .on(DELETE)
          .from("Exists")
          .goes(Step.gone())
          .build();

  private final List<Way> ways;
  private final Map<String, List<Way>> byTrigger = new HashMap<>();
  private final Set<State> states;
  private final Set<State> resting;
  private final Set<State> failures;
  private final Set<State> waiting;

  private Lifecycle(List<Way> ways, Set<State> waiting) {
    this.waiting = Set.copyOf(waiting);
    this.ways = List.copyOf(ways);
    for (Way way : ways) {
      byTrigger.computeIfAbsent(way.trigger(), trigger -> new ArrayList<>()).add(way);
    }
    this.states =
        ways.stream()
            .flatMap(way -> way.steps().stream())
            .map(Step::state)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.resting =
        ways.stream()
            .map(way -> way.steps().get(way.steps().size() - 1).state())
            .collect(Collectors.toUnmodifiableSet());
    this.failures =
        ways.stream()
            .filter(Way::isFailing)
            .map(Way::rest)
            .filter(rest -> ways.stream().noneMatch(w -> w.isPlain() && w.rest().equals(rest)))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Starts a table. */
  public static Builder builder() {
    return new Builder();
  }

  /** The rows, as declared. */
  public List<Way> ways() {
    return ways;
  }

  /** Every state a resource can come to, {@link State#GONE} included, in order of mention. */
  public Set<State> states() {
    return Collections.unmodifiableSet(states);
  }

  /**
   * The full name of the state that a test means by a name. Of several with one phase it is the
   * first, to which a resource comes by itself: {@code Training} is {@code InProgress/Training},
   * and not what a job passes that was stopped then. Those are meant by their full names.
   */
  public String meant(String name) {
    return states.stream()
        .filter(state -> state.isCalled(name))
        .findFirst()
        .map(State::toString)
        .orElse(name);
  }

  /** The phases (or statuses) that a test can name, in order of mention. */
  public List<String> phases() {
    return states.stream().map(State::shortName).distinct().toList();
  }

  /** The triggers that work in a state, in order of mention. */
  public List<String> triggersFrom(State state) {
    return ways.stream()
        .filter(w -> w.from().contains(state))
        .map(Way::trigger)
        .distinct()
        .toList();
  }

  /** The way that the trigger opens from the state, if it works there. */
  public Optional<Way> way(String trigger, State from) {
    for (Way way : byTrigger.getOrDefault(trigger, List.of())) {
      if (way.from().contains(from)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  /** The way of {@value #CREATE}. */
  public Way creation() {
    return byTrigger.getOrDefault(CREATE, List.of()).get(0);
  }

  /**
   * Whether a resource in the state has failed: {@value #FAIL} leads there, and nothing that goes
   * well does. (An endpoint whose update failed is in service again, and has not failed.)
   */
  public boolean isFailure(State state) {
    return failures.contains(state);
  }

  /** Whether a resource comes to rest in the state by the table; elsewhere it can only be stuck. */
  public boolean rests(State state) {
    return resting.contains(state);
  }

  /**
   * Whether a resource that comes to rest in the state waits there for something else, such as for
   * those that it has started; see {@link Builder#waitingIn}.
   */
  public boolean waits(State state) {
    return waiting.contains(state);
  }

  /** Whether the table lets a resource go from one state to the other in one move. */
  public boolean allows(State from, State to) {
    return ways.stream()
        .anyMatch(
            way ->
                (way.from().contains(from) && way.steps().get(0).state().equals(to))
                    || follows(way.steps(), from, to));
  }

  private static boolean follows(List<Step> steps, State from, State to) {
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i - 1).state().equals(from) && steps.get(i).state().equals(to)) {
        return true;
      }
    }
    return false;
  }

  /** Collects the rows of a table. */
  public static final class Builder {
    private final List<Way> ways = new ArrayList<>();
    private final Set<State> waiting = new LinkedHashSet<>();

    private Builder() {}

    /**
     * States in which a resource comes to rest only until something else has happened, upon which a
     * way from there begins with the end of the stay: it is seen as on its way meanwhile.
     */
    public Builder waitingIn(String... states) {
      Stream.of(states).map(State::of).forEach(waiting::add);
      return this;
    }

    /** Begins a row: what the trigger does. */
    public Row on(String trigger) {
      return new Row(this, trigger);
    }

    /** Checks the table: one creation, and no trigger with two ways from one state. */
    public Lifecycle build() {
      long creations = ways.stream().filter(w -> w.trigger().equals(CREATE)).count();
      if (creations != 1) {
        throw new IllegalArgumentException(
            "mlsim: a lifecycle has one way of [create], this one has " + creations);
      }
      for (int i = 0; i < ways.size(); i++) {
        for (Way other : ways.subList(i + 1, ways.size())) {
          refuseTwoWays(ways.get(i), other);
        }
      }
      Lifecycle table = new Lifecycle(ways, waiting);
      for (State state : waiting) {
        if (!table.rests(state)) {
          throw new IllegalArgumentException(
              "mlsim: nothing waits in [" + state + "], since nothing comes to rest there");
        }
      }
      return table;
    }

    private static void refuseTwoWays(Way one, Way other) {
      if (one.trigger().equals(other.trigger())
          && one.from().stream().anyMatch(other.from()::contains)) {
        throw new IllegalArgumentException(
            "mlsim: [" + one.trigger() + "] has two ways from one state: " + one + ", " + other);
      }
    }
  }

  /** A row in the making. */
  public static final class Row {
    private final Builder table;
    private final String trigger;
    private Set<State> from = Set.of();

    private Row(Builder table, String trigger) {
      this.table = table;
      this.trigger = trigger;
    }

    /** The states in which the trigger works. */
    public Row from(String... states) {
      from = Stream.of(states).map(State::of).collect(Collectors.toCollection(LinkedHashSet::new));
      return this;
    }

    /** The steps that follow; the first is entered at once. */
    public Builder goes(Step... steps) {
      return goes(List.of(steps));
    }

    /** The steps that follow; the first is entered at once. */
    public Builder goes(List<Step> steps) {
      table.ways.add(new Way(trigger, from, steps));
      return table;
    }
  }
}
