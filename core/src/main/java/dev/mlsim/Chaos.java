package dev.mlsim;

import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Fault.Garble.Manner;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Step;
import dev.mlsim.service.ResourceType;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * A mix of everything that can go wrong, over a whole simulator: calls are throttled, fail, are
 * late or cut off, resources fail on their way, and reading lags behind writing. All of it comes
 * from the simulator's seed, so the same seed and the same calls meet the same again. Its text is
 * the schedule of what it did. Safe for threads, whose order of calls however is not the seed's.
 */
public final class Chaos {
  private static final Duration LATE = Duration.ofSeconds(5);
  private static final Duration LAG = Duration.ofSeconds(2);

  /** What befalls a call; what is twice there befalls twice as many. */
  private static final Fault ANYTHING =
      new Fault.OneOf(
          List.of(
              new Fault.Throttle(),
              new Fault.Throttle(),
              new Fault.ServerError(),
              Fault.error("ServiceUnavailable"),
              new Fault.Delay(Duration.ZERO, LATE),
              new Fault.Delay(Duration.ZERO, LATE),
              new Fault.Disconnect(Kind.RESET),
              new Fault.Disconnect(Kind.CONNECT_TIMEOUT),
              new Fault.Disconnect(Kind.READ_TIMEOUT),
              new Fault.LoseAnswer(),
              new Fault.Garble(Manner.TRUNCATED)));

  private final long seed;
  private final double intensity;
  private final Simulator sim;
  private final FaultRule calls;
  private final Map<String, List<ScriptRule>> resources = new ConcurrentSkipListMap<>(); // by type
  private volatile boolean ended;

  private Chaos(Simulator sim, double intensity, FaultRule calls) {
    this.sim = sim;
    this.seed = sim.seed();
    this.intensity = intensity;
    this.calls = calls;
  }

  static Chaos over(Simulator sim, double intensity) {
    FaultRule calls = sim.faults().onAll().withProbability(intensity).sufferAtTimes(ANYTHING);
    sim.consistency().lagUpTo(LAG);
    return new Chaos(sim, intensity, calls);
  }

  /** The same with other rules in the place of its own; itself where it is at home. */
  Chaos by(Simulator here, Map<FaultRule, FaultRule> faults, Map<ScriptRule, ScriptRule> script) {
    if (here == sim) {
      return this;
    }
    Chaos other = new Chaos(here, intensity, faults.getOrDefault(calls, calls));
    resources.forEach(
        (type, rules) ->
            other.resources.put(
                type, rules.stream().map(rule -> script.getOrDefault(rule, rule)).toList()));
    other.ended = ended;
    return other;
  }

  /**
   * Has one in so many resources of a type fail, in any of the phases in which it can; of types
   * that a run never has, nothing needs to be known.
   */
  void meet(ResourceType type) {
    List<ScriptRule> known = resources.getOrDefault(type.name(), List.of());
    if (ended || (!known.isEmpty() && sim.script().rules().containsAll(known))) {
      return;
    }
    int before = sim.script().rules().size();
    List<String> phases =
        type.lifecycle().creation().steps().stream()
            .map(Step::state)
            .filter(state -> type.lifecycle().way(Lifecycle.FAIL, state).isPresent())
            .map(State::shortName)
            .distinct()
            .toList();
    for (String phase : phases) {
      sim.script()
          .resource(type.name())
          .withProbability(intensity / phases.size())
          .atTimes()
          .failAt(
              phase, "InternalServerError: We encountered an internal error. Please try again.");
    }
    List<ScriptRule> rules = sim.script().rules();
    resources.put(type.name(), List.copyOf(rules.subList(before, rules.size())));
  }

  /** Ends it: from now on nothing goes wrong by chance, but for reading that lags. */
  public void end() {
    ended = true;
    calls.end();
    resources.values().forEach(rules -> rules.forEach(ScriptRule::end));
  }

  /** What it did so far, oldest first: a line each, with its virtual time. */
  public List<String> schedule() {
    record Line(Instant at, String text) {}
    List<Line> lines = new ArrayList<>();
    for (Injection injection : calls.injections()) {
      lines.add(new Line(injection.at(), injection.toString()));
    }
    for (List<ScriptRule> rules : resources.values()) {
      for (ScriptRule rule : rules) {
        rule.bends().forEach(bend -> lines.add(new Line(bend.at(), bend.toString())));
      }
    }
    return lines.stream().sorted(Comparator.comparing(Line::at)).map(Line::text).toList();
  }

  @Override
  public String toString() {
    List<String> schedule = schedule();
    return "chaos of "
        + intensity
        + " from seed "
        + seed
        + " (the same again: Simulator.builder().seed("
        + seed
        + ") and chaos("
        + intensity
        + ")) did "
        + schedule.size()
        + " things"
        + schedule.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }
}
