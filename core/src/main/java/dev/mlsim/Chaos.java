package dev.mlsim;

import dev.mlsim.engine.rules.ScriptRules;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Fault.Garble.Manner;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A mix of everything that can go wrong, over a whole simulator: calls are throttled, fail, are
 * late or cut off, resources fail on their way, and lists lag behind what is written, while a look
 * at one resource never does. All of it comes from the simulator's seed, so the same seed and the
 * same calls meet the same again. Its text is the schedule of what it did. Safe for threads, whose
 * order of calls however is not the seed's.
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
  private final FaultRule calls;
  private final FaultRule lists;
  private final ScriptRule resources;

  private Chaos(
      long seed, double intensity, FaultRule calls, FaultRule lists, ScriptRule resources) {
    this.seed = seed;
    this.intensity = intensity;
    this.calls = calls;
    this.lists = lists;
    this.resources = resources;
  }

  static Chaos over(Simulator sim, ScriptRules script, double intensity) {
    FaultRule calls = sim.faults().onAll().withProbability(intensity).sufferAtTimes(ANYTHING);
    ScriptRule resources =
        script.failAnyAtTimes(
            intensity, "InternalServerError: We encountered an internal error. Please try again.");
    FaultRule lists =
        sim.faults().on("List*").withProbability(intensity).sufferAtTimes(new Fault.StaleList(LAG));
    return new Chaos(sim.seed(), intensity, calls, lists, resources);
  }

  /** The same with other rules in the place of its own; itself where they are its own. */
  Chaos by(Map<FaultRule, FaultRule> faults, Map<ScriptRule, ScriptRule> script) {
    FaultRule otherCalls = faults.getOrDefault(calls, calls);
    FaultRule otherLists = faults.getOrDefault(lists, lists);
    ScriptRule others = script.getOrDefault(resources, resources);
    return otherCalls == calls && otherLists == lists && others == resources
        ? this
        : new Chaos(seed, intensity, otherCalls, otherLists, others);
  }

  /** Ends it: from now on nothing goes wrong by chance. */
  public void end() {
    calls.end();
    lists.end();
    resources.end();
  }

  /** What it did so far, oldest first: a line each, with its virtual time. */
  public List<String> schedule() {
    record Line(Instant at, String text) {}
    List<Line> lines = new ArrayList<>();
    for (FaultRule rule : List.of(calls, lists)) {
      for (Injection injection : rule.injections()) {
        lines.add(new Line(injection.at(), injection.toString()));
      }
    }
    resources.bends().forEach(bend -> lines.add(new Line(bend.at(), bend.toString())));
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
