package dev.mlsim.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What lies ahead of one resource: the steps it will go through if nobody interferes. Immutable;
 * each method that bends a plan returns another one.
 *
 * @param lifecycle the table that the plan keeps to
 * @param steps the steps, the first one current or about to be entered
 */
public record Plan(Lifecycle lifecycle, List<PlannedStep> steps) {

  /** Copies the steps. */
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The plan that follows a way of the table as it stands. */
  public static Plan along(Lifecycle lifecycle, Way way) {
    return along(lifecycle, way, "");
  }

  /** The plan that follows a way of the table, at whose end the reason of a failure shows. */
  public static Plan along(Lifecycle lifecycle, Way way, String reason) {
    List<PlannedStep> steps = new ArrayList<>();
    for (Step step : way.steps()) {
      steps.add(new PlannedStep(step, way.trigger(), step.stay().isEmpty() ? reason : ""));
    }
    return new Plan(lifecycle, steps);
  }

  /** Whether the plan passes through a state of that name. */
  public boolean passes(String phase) {
    return firstOf(phase) >= 0;
  }

  /** Whether nothing is ahead that time alone would bring about. */
  public boolean isAtRest() {
    return steps.isEmpty() || steps.get(0).step().stay().isEmpty();
  }

  /** Whether the plan comes to rest in a state of that name. */
  public boolean restsIn(String phase) {
    Step last = steps.isEmpty() ? Step.gone() : steps.get(steps.size() - 1).step();
    return last.stay().isEmpty() && last.state().isCalled(phase);
  }

  /** How long the plan takes to its rest. */
  public Duration length() {
    Duration sum = Duration.ZERO;
    for (PlannedStep step : steps) {
      sum = sum.plus(step.step().stay().orElse(Duration.ZERO));
    }
    return sum;
  }

  /** How long the resource will be in states of that name, at their next run. */
  public Duration stayIn(String phase) {
    int first = firstOf(phase);
    Duration sum = Duration.ZERO;
    for (int i = Math.max(first, 0); first >= 0 && i <= lastOfRun(first, phase); i++) {
      sum = sum.plus(steps.get(i).step().stay().orElse(Duration.ZERO));
    }
    return sum;
  }

  /** The plan in which the phase takes so long, its parts keeping their proportions. */
  public Plan taking(String phase, Duration duration) {
    int first = firstOf(phase);
    if (first < 0 || steps.get(first).step().stay().isEmpty()) {
      return this;
    }
    int last = lastOfRun(first, phase);
    long before = stayIn(phase).toMillis();
    List<PlannedStep> bent = new ArrayList<>(steps);
    Duration left = duration;
    for (int i = first; i <= last; i++) {
      long part = steps.get(i).step().stay().orElse(Duration.ZERO).toMillis();
      Duration share =
          i == last || before == 0 ? left : Duration.ofMillis(scale(duration, part, before));
      bent.set(i, steps.get(i).staying(Optional.of(share)));
      left = left.minus(share);
    }
    return new Plan(lifecycle, bent);
  }

  private static long scale(Duration duration, long part, long whole) {
    return (long) ((double) duration.toMillis() * part / whole);
  }

  /** The plan that never leaves the phase by itself. */
  public Plan stuckAt(String phase) {
    int first = firstOf(phase);
    if (first < 0) {
      return this;
    }
    int last = lastOfRun(first, phase);
    List<PlannedStep> bent = new ArrayList<>(steps.subList(0, last));
    bent.add(steps.get(last).staying(Optional.empty()));
    return new Plan(lifecycle, bent);
  }

  /**
   * The plan that stays in the phase as long as planned, and then meets the trigger.
   *
   * @param reason why, shown where the service shows a failure's reason
   */
  public Plan meeting(String phase, String trigger, String reason) {
    int first = firstOf(phase);
    if (first < 0) {
      return this;
    }
    int last = lastOfRun(first, phase);
    return cut(last, steps.get(last).step().stay().orElse(Duration.ZERO), trigger, reason);
  }

  /** Whether the plan passes through the phase in a state in which the trigger works. */
  public boolean canMeet(String phase, String trigger) {
    int first = firstOf(phase);
    return first >= 0
        && lifecycle.way(trigger, steps.get(lastOfRun(first, phase)).step().state()).isPresent();
  }

  /**
   * Whether the plan waits in the phase for something else to happen, such as for others to end,
   * upon which the phase comes to its end: how long it lasts is not known before.
   */
  public boolean waitsIn(String phase) {
    int first = firstOf(phase);
    if (first < 0) {
      return false;
    }
    Step last = steps.get(lastOfRun(first, phase)).step();
    return last.stay().isEmpty() && lifecycle.waits(last.state());
  }

  /** The plan that stays in the phase for a part of its time only. */
  public Plan shortened(String phase, double part) {
    return taking(phase, Duration.ofMillis((long) (stayIn(phase).toMillis() * part)));
  }

  /**
   * The plan that meets the trigger when it has spent so much time, all told, in states that are
   * counted; the same plan if it doesn't come to that.
   */
  public Plan meetingAfter(
      Predicate<State> counted, Duration limit, String trigger, String reason) {
    Duration left = limit;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i).step();
      if (counted.test(step.state()) && lifecycle.way(trigger, step.state()).isPresent()) {
        Duration stay = step.stay().orElse(left.plusMillis(1));
        if (stay.compareTo(left) > 0) {
          return cut(i, left, trigger, reason);
        }
        left = left.minus(stay);
      }
    }
    return this;
  }

  private Plan cut(int at, Duration stay, String trigger, String reason) {
    State state = steps.get(at).step().state();
    Way way =
        lifecycle
            .way(trigger, state)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: nothing leads on by ["
                            + trigger
                            + "] from ["
                            + state
                            + "]; what is possible there is "
                            + lifecycle.triggersFrom(state)));
    List<PlannedStep> bent = new ArrayList<>(steps.subList(0, at));
    bent.add(steps.get(at).staying(Optional.of(stay)));
    bent.addAll(along(lifecycle, way, reason).steps());
    return new Plan(lifecycle, bent);
  }

  /** The states that the plan passes, in order of mention. */
  public Set<State> states() {
    return steps.stream()
        .map(s -> s.step().state())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private int firstOf(String phase) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).step().state().isCalled(phase)) {
        return i;
      }
    }
    return -1;
  }

  private int lastOfRun(int first, String phase) {
    int last = first;
    while (last + 1 < steps.size() && steps.get(last + 1).step().state().isCalled(phase)) {
      last++;
    }
    return last;
  }
}
