package dev.mlsim.lifecycle;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The lives that most resources lead, in a few words: what each call sets going, and from where it
 * can be made unless it is said. {@link #job} is one that ends by itself, {@link #lasting} one that
 * stays until it is deleted.
 *
 * <pre>
 * Lifecycles.job(stay("InProgress", ofMinutes(5)), rest("Completed"))
 *     .failing("Failed")
 *     .stopping(stay("Stopping", ofSeconds(30)), rest("Stopped"))
 *     .deletable()
 * </pre>
 *
 * A life with other rules than these has a table of its own: {@link Lifecycle#builder}.
 */
public final class Lifecycles {
  private Lifecycles() {}

  /** A job: it does its work by itself and rests; while it isn't done it can be stopped. */
  public static Life job(Step... steps) {
    return new Life(true, List.of(steps));
  }

  /** A resource that comes to rest when it is made, and waits there for what is asked of it. */
  public static Life lasting(Step... steps) {
    return new Life(false, List.of(steps));
  }

  /** A row: what a trigger does, from which states where they are said; and what has failed. */
  private record Row(String trigger, Set<String> from, List<Step> steps, String failed) {

    boolean is(String name) {
      return trigger.equals(name);
    }

    Row from(Collection<String> states) {
      return new Row(trigger, new LinkedHashSet<>(states), steps, failed);
    }

    List<String> passed() {
      return steps.stream()
          .filter(step -> step.stay().isPresent())
          .map(step -> step.state().toString())
          .distinct()
          .toList();
    }

    String rest() {
      return steps.get(steps.size() - 1).state().toString();
    }
  }

  /** Collects the rows of a life. */
  public static final class Life {
    private final boolean job;
    private final List<Row> rows = new ArrayList<>();

    private Life(boolean job, List<Step> steps) {
      this.job = job;
      row(CREATE, steps);
    }

    /** What a failure of the steps just mentioned comes to rest in. */
    public Life failing(String state) {
      String failed = last().trigger();
      Set<String> from = new LinkedHashSet<>(last().passed());
      rows.stream().filter(row -> row.is(FAIL)).forEach(row -> from.removeAll(row.from()));
      if (!from.isEmpty()) {
        rows.add(new Row(FAIL, from, List.of(Step.rest(state)), failed));
      }
      return this;
    }

    /** What a Stop does: to a job that is not done, to anything else that is at rest and well. */
    public Life stopping(Step... steps) {
      return row(STOP, List.of(steps));
    }

    /** What a Start does to one that was stopped. */
    public Life starting(Step... steps) {
      return row(START, List.of(steps));
    }

    /**
     * What an Update does to one that is at rest, unless making it has failed, or it is deleted.
     */
    public Life updating(Step... steps) {
      return row(UPDATE, List.of(steps));
    }

    /** What a Delete does to one that is at rest, whatever became of it. */
    public Life deleting(Step... steps) {
      return row(DELETE, List.of(steps));
    }

    /** A Delete takes one that is at rest away at once. */
    public Life deletable() {
      return deleting(Step.gone());
    }

    /** What another trigger does, from the states that {@link #from} says next. */
    public Life on(String trigger, Step... steps) {
      return row(trigger, List.of(steps));
    }

    /** The states in which what was just mentioned works, where they are others. */
    public Life from(String... states) {
      rows.set(rows.size() - 1, last().from(List.of(states)));
      return this;
    }

    /** The state in which the work is done: the last that passes when one is made. */
    public String working() {
      List<String> passed = rows.get(0).passed();
      return passed.isEmpty() ? "" : passed.get(passed.size() - 1);
    }

    /**
     * The same, in which a trigger ends the work as a Stop would, or as a failure does.
     *
     * @throws IllegalArgumentException if nothing is said of that
     */
    public Life ending(String trigger, boolean fails) {
      String as = fails ? FAIL : STOP;
      for (Row row : List.copyOf(rows)) {
        if (row.is(as) && from(row).contains(working())) {
          rows.add(row(trigger, row.steps(), Set.of(working())));
          return this;
        }
      }
      throw new IllegalArgumentException(
          "mlsim: ["
              + trigger
              + "] is to end a job as ["
              + as
              + "] does, of which nothing is said");
    }

    /** The table. */
    public Lifecycle build() {
      Lifecycle.Builder table = Lifecycle.builder();
      for (Row row : rows) {
        table.on(row.trigger()).from(from(row).toArray(String[]::new)).goes(row.steps());
      }
      return table.build();
    }

    private Life row(String trigger, List<Step> steps) {
      rows.add(row(trigger, steps, Set.of()));
      return this;
    }

    private static Row row(String trigger, List<Step> steps, Set<String> from) {
      return new Row(trigger, from, steps, "");
    }

    private Row last() {
      return rows.get(rows.size() - 1);
    }

    private Collection<String> from(Row row) {
      if (!row.from().isEmpty()) {
        return row.from();
      }
      return switch (row.trigger()) {
        case STOP -> job ? rows.get(0).passed() : rests(Life::isWell);
        case START -> rests(other -> other.is(STOP));
        case UPDATE ->
            rests(other -> !other.is(DELETE) && !List.of(CREATE, DELETE).contains(other.failed()));
        case DELETE -> rests(other -> !other.is(DELETE));
        default -> List.of();
      };
    }

    private static boolean isWell(Row row) {
      return row.is(CREATE) || row.is(START) || row.is(UPDATE);
    }

    /** Where these rows come to rest, but for what is gone. */
    private Set<String> rests(Predicate<Row> which) {
      return rows.stream()
          .filter(which)
          .map(Row::rest)
          .filter(state -> !state.equals(State.GONE.toString()))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }
}
