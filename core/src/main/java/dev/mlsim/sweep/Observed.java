package dev.mlsim.sweep;

import dev.mlsim.Simulator;
import dev.mlsim.journal.CallKey;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.JournalEntry.Called;
import dev.mlsim.journal.JournalEntry.Moved;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the code did in one run, as far as one can see.
 *
 * @param calls its calls, in order, each once whatever its attempts
 * @param phases the phases that resources went through, in order
 * @param passed how much virtual time passed
 * @param totals what was paid, by unit
 * @param notSimulated the operations that aren't simulated
 */
record Observed(
    List<OneCall> calls,
    List<Phase> phases,
    Duration passed,
    Map<String, Duration> totals,
    Set<String> notSimulated) {

  /**
   * A call, with all attempts at it.
   *
   * @param key what tells it from others
   * @param service the service
   * @param error how the last attempt failed, empty if it didn't
   */
  record OneCall(CallKey key, String service, String error) {
    /** What calls alike have in common. */
    String subject() {
      return key.operation() + "[" + key.name() + "]";
    }
  }

  /**
   * A phase in which a resource was for a while.
   *
   * @param type the resource's type
   * @param name its name
   * @param phase what a script calls the phase
   * @param time how long it was there
   * @param canFail whether it can fail there
   * @param canStop whether it can be stopped there
   */
  record Phase(
      String type, String name, String phase, Duration time, boolean canFail, boolean canStop) {}

  static Observed in(SweepRun run) {
    Simulator sim = run.sim();
    List<JournalEntry> entries = run.entries();
    List<Called> calls =
        entries.stream()
            .filter(Called.class::isInstance)
            .map(Called.class::cast)
            .filter(call -> !call.isOfChild())
            .toList();
    List<Moved> moves =
        entries.stream().filter(Moved.class::isInstance).map(Moved.class::cast).toList();
    return new Observed(
        calls(calls),
        phases(moves, sim),
        run.passed(),
        sim.billing().totals(),
        calls.stream()
            .filter(call -> call.error().equals("NotSimulated"))
            .map(Called::operation)
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  static String named(String type, String name) {
    return type + " [" + name + "]";
  }

  private static List<OneCall> calls(List<Called> attempts) {
    Map<Long, CallKey> keys = CallKey.of(attempts);
    Map<Long, OneCall> calls = new LinkedHashMap<>();
    for (Called call : attempts) {
      CallKey key = keys.get(call.first());
      if (key != null) {
        calls.put(call.first(), new OneCall(key, call.service(), call.error()));
      }
    }
    return List.copyOf(calls.values());
  }

  private static List<Phase> phases(List<Moved> moves, Simulator sim) {
    Map<String, Phase> phases = new LinkedHashMap<>();
    Map<Long, Instant> entered = new LinkedHashMap<>();
    for (Moved move : moves) {
      Instant since = entered.get(move.resource());
      if (!move.isWordsOnly()) {
        entered.put(move.resource(), move.at());
      }
      if (since != null && !move.isWordsOnly() && move.at().isAfter(since)) {
        Phase phase = phase(move, Duration.between(since, move.at()), sim);
        phases.putIfAbsent(phase.type() + " " + phase.name() + " " + phase.phase(), phase);
      }
    }
    return phases.values().stream().filter(phase -> !phase.phase().isEmpty()).toList();
  }

  private static Phase phase(Moved move, Duration time, Simulator sim) {
    Lifecycle lifecycle = sim.resources().lifecycle(move.type());
    State state = State.of(move.from());
    boolean passes = !lifecycle.rests(state);
    String whole = state.toString();
    boolean isShort = lifecycle.meant(state.shortName()).equals(whole);
    return new Phase(
        move.type(),
        move.key(),
        !passes ? "" : isShort ? state.shortName() : whole,
        time,
        lifecycle.way(Lifecycle.FAIL, state).isPresent(),
        lifecycle.way(Lifecycle.STOP, state).isPresent());
  }

  /** Its calls in short, to be compared with another run's. */
  List<String> trace() {
    return calls.stream().map(call -> call.key() + " " + call.error()).toList();
  }

  /** The same, whatever the calls are about. */
  List<String> traceOfOperations() {
    return calls.stream().map(call -> call.key().operation() + " " + call.error()).toList();
  }

  /** The same with the names left out of the keys of some operations. */
  Observed without(Set<String> namesOf) {
    if (namesOf.isEmpty()) {
      return this;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<OneCall> unnamed = new ArrayList<>();
    for (OneCall call : calls) {
      String operation = call.key().operation();
      int number = counts.merge(operation, 1, Integer::sum);
      unnamed.add(
          namesOf.contains(operation)
              ? new OneCall(new CallKey(operation, "", number), call.service(), call.error())
              : call);
    }
    return new Observed(unnamed, phases, passed, totals, notSimulated);
  }
}
