package dev.mlsim;

import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Fault.Garble.Manner;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mix of what can go wrong, over a whole simulator: calls are throttled, fail, are late or cut
 * off, resources fail on their way, and lists lag behind what is written, while a look at one
 * resource never does. Each seed leaves about half of these kinds out, since what never happens
 * lets others come through. All of it comes from the simulator's seed, so the same seed and the
 * same calls meet the same again. Its text is the schedule of what it did. Safe for threads, whose
 * order of calls however is not the seed's.
 */
public final class Chaos {
  private static final Duration LATE = Duration.ofSeconds(5);
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final long SWARM = 0x5eed_5a43L;
  private static final String REASON =
      "InternalServerError: We encountered an internal error. Please try again.";

  /** What befalls a call; what is twice there befalls twice as many. */
  private static final List<Fault> ANYTHING =
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
          new Fault.Garble(Manner.TRUNCATED));

  private final String begun;
  private final FaultRule calls;
  private final Optional<FaultRule> lists;
  private final Optional<ScriptRule> resources;

  private Chaos(
      String begun, FaultRule calls, Optional<FaultRule> lists, Optional<ScriptRule> resources) {
    this.begun = begun;
    this.calls = calls;
    this.lists = lists;
    this.resources = resources;
  }

  static Chaos over(Simulator sim, ScriptRules script, double intensity) {
    SeededRandom coins = new SeededRandom(sim.seed() ^ SWARM);
    Set<Fault> kinds = new LinkedHashSet<>(ANYTHING);
    Fault atLeast = ANYTHING.get(coins.below(ANYTHING.size()));
    kinds.removeIf(kind -> coins.fraction() < 0.5 && !kind.equals(atLeast));
    Fault mix = new Fault.OneOf(ANYTHING.stream().filter(kinds::contains).toList());
    FaultRule calls = sim.faults().onAll().withProbability(intensity).sufferAtTimes(mix);
    Optional<ScriptRule> resources =
        coins.fraction() < 0.5
            ? Optional.empty()
            : Optional.of(script.failAnyAtTimes(intensity, REASON));
    Optional<FaultRule> lists =
        coins.fraction() < 0.5
            ? Optional.empty()
            : Optional.of(
                sim.faults()
                    .on("List*")
                    .withProbability(intensity)
                    .sufferAtTimes(new Fault.StaleList(LAG)));
    String begun =
        "chaos of "
            + intensity
            + " from seed "
            + sim.seed()
            + " (the same again: Simulator.builder().seed("
            + sim.seed()
            + ") and chaos("
            + intensity
            + "))";
    return new Chaos(begun, calls, lists, resources);
  }

  /** The same with other rules in the place of its own; itself where they are its own. */
  Chaos by(Map<FaultRule, FaultRule> faults, Map<ScriptRule, ScriptRule> script) {
    return new Chaos(
        begun,
        faults.getOrDefault(calls, calls),
        lists.map(rule -> faults.getOrDefault(rule, rule)),
        resources.map(rule -> script.getOrDefault(rule, rule)));
  }

  /** Ends it: from now on nothing goes wrong by chance. */
  public void end() {
    calls.end();
    lists.ifPresent(FaultRule::end);
    resources.ifPresent(ScriptRule::end);
  }

  /** What it did to calls so far, oldest first. */
  public List<Injection> injections() {
    return Stream.concat(Stream.of(calls), lists.stream())
        .flatMap(rule -> rule.injections().stream())
        .sorted(Comparator.comparing(Injection::at))
        .toList();
  }

  /** What it did to resources so far, oldest first. */
  public List<ScriptRule.Bend> bends() {
    return resources.map(ScriptRule::bends).orElse(List.of());
  }

  /** What it did so far, oldest first: a line each, with its virtual time. */
  public List<String> schedule() {
    record Line(Instant at, String text) {}
    List<Line> lines = new ArrayList<>();
    injections().forEach(injection -> lines.add(new Line(injection.at(), injection.toString())));
    bends().forEach(bend -> lines.add(new Line(bend.at(), bend.toString())));
    return lines.stream().sorted(Comparator.comparing(Line::at)).map(Line::text).toList();
  }

  @Override
  public String toString() {
    List<String> schedule = schedule();
    return begun
        + " did "
        + schedule.size()
        + " things"
        + schedule.stream().map(line -> "\n  " + line).collect(Collectors.joining());
  }
}
