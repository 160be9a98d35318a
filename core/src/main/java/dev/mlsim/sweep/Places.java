package dev.mlsim.sweep;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.Fault.Garble.Manner;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Outcome;
import dev.mlsim.sweep.Observed.OneCall;
import dev.mlsim.sweep.Observed.Phase;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where something can go wrong in what the code did, and what. */
final class Places {
  private static final Pattern READING =
      Pattern.compile("(\\w+:)?(Describe|List|Get|Search|Query|Head|BatchGet|BatchDescribe)\\w*");
  private static final Pattern MAKING =
      Pattern.compile("(Create|Start|Run|Register|Import|Put)\\w*");
  private static final Pattern LIMIT =
      Pattern.compile("(ResourceLimit|Limit|ServiceQuota|TooManyRequests)\\w*Exceeded\\w*");
  private static final Duration LATE = Duration.ofSeconds(2);
  private static final Duration LAG = Duration.ofSeconds(5);
  private static final int SLOWER = 10;

  private final List<Trouble> found = new ArrayList<>();
  private final Simulator sim;

  private Places(Simulator sim) {
    this.sim = sim;
  }

  /** All that can go wrong there, those of one kind together, the simplest kinds first. */
  static List<Trouble> in(Observed clean, Simulator sim) {
    Places places = new Places(sim);
    places.blankets();
    List<OneCall> calls = withoutPolls(clean.calls());
    calls.forEach(places::whole);
    Map<String, Integer> operations = new LinkedHashMap<>();
    clean.calls().forEach(call -> operations.merge(call.key().operation(), 1, Integer::sum));
    operations.forEach(places::lasting);
    places.phases(clean.phases());
    return places.found.stream()
        .sorted((one, other) -> one.kind().compareTo(other.kind()))
        .toList();
  }

  /** What can go wrong with a call that is met only because something else has. */
  static List<Trouble> second(Trouble first, OneCall call) {
    List<Trouble> both = new ArrayList<>();
    both.add(first.and(whole(call, new Fault.Throttle())));
    if (isWriting(call)) {
      both.add(first.and(once(call, new Fault.LoseAnswer())));
    }
    return both;
  }

  /** Of looks that follow one another, the first and the last: those between are like them. */
  static List<OneCall> withoutPolls(List<OneCall> calls) {
    Map<String, Integer> looks = new LinkedHashMap<>();
    Set<Integer> dropped = new LinkedHashSet<>();
    Set<String> looked = new LinkedHashSet<>();
    for (int i = 0; i < calls.size(); i++) {
      OneCall call = calls.get(i);
      if (isWriting(call)) {
        looks.clear();
        looked.clear();
        continue;
      }
      Integer before = looks.put(call.subject(), i);
      if (before != null && !looked.add(call.subject())) {
        dropped.add(before);
      }
    }
    List<OneCall> kept = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      if (!dropped.contains(i)) {
        kept.add(calls.get(i));
      }
    }
    return kept;
  }

  static boolean isWriting(OneCall call) {
    return !READING.matcher(call.key().operation()).matches();
  }

  private void blankets() {
    add(FaultKind.THROTTLED_ONCE, new CallHarm("*", "", 0, 1, new Fault.Throttle()));
    add(FaultKind.LATE, new CallHarm("*", "", 0, 0, new Fault.Delay(LATE, LATE)));
    add(FaultKind.LAGGING, new LateReads(LAG));
  }

  private void whole(OneCall call) {
    add(FaultKind.THROTTLED, whole(call, new Fault.Throttle()));
    add(FaultKind.CONNECTION_LOST, whole(call, new Fault.Disconnect(Kind.RESET)));
    if (isWriting(call)) {
      add(FaultKind.ANSWER_LOST, once(call, new Fault.LoseAnswer()));
      add(FaultKind.ANSWERS_LOST, whole(call, new Fault.LoseAnswer()));
    }
    limit(call).ifPresent(code -> add(FaultKind.QUOTA, whole(call, Fault.error(code))));
    if (!call.error().isEmpty()) {
      add(FaultKind.BROKEN_ERROR, once(call, new Fault.Garble(Manner.TRUNCATED)));
    }
    add(FaultKind.SERVER_ERROR, whole(call, new Fault.ServerError()));
    add(FaultKind.UNAVAILABLE, whole(call, Fault.error("ServiceUnavailable")));
    add(FaultKind.TIMED_OUT, whole(call, new Fault.Disconnect(Kind.READ_TIMEOUT)));
    add(FaultKind.CUT_OFF, whole(call, new Fault.Garble(Manner.TRUNCATED)));
    add(FaultKind.PROXY, whole(call, new Fault.Garble(Manner.WRONG_CONTENT_TYPE)));
  }

  private void lasting(String operation, int times) {
    add(FaultKind.DENIED, new CallHarm(operation, "", 0, 0, new Fault.AccessDenied()));
    add(FaultKind.SERVICE_FAILS, new CallHarm(operation, "", 0, 0, new Fault.ServerError()));
    if (times > 1) { // else it is what one whole call is
      add(FaultKind.THROTTLED_FOR_GOOD, new CallHarm(operation, "", 0, 0, new Fault.Throttle()));
    }
    add(FaultKind.EXPIRED, new CallHarm(operation, "", 0, 0, Fault.error("ExpiredTokenException")));
  }

  private void phases(List<Phase> phases) {
    Map<String, Phase> longest = new LinkedHashMap<>();
    Map<String, Phase> longestOfType = new LinkedHashMap<>();
    for (Phase phase : phases) {
      longest.merge(Observed.named(phase.type(), phase.name()), phase, Places::longer);
      if (phase.canFail()) {
        add(FaultKind.RESOURCE_FAILS, harm(phase, fails(phase)));
        longestOfType.merge(phase.type(), phase, Places::longer);
      }
    }
    for (Phase phase : longest.values()) {
      if (phase.canStop()) {
        Outcome stopped = new Outcome.Meets(Lifecycle.STOP, phase.phase(), Optional.empty());
        add(FaultKind.RESOURCE_STOPPED, harm(phase, stopped));
      }
      Outcome slow = OutcomeWords.takes(phase.phase(), phase.time().multipliedBy(SLOWER));
      add(FaultKind.RESOURCE_SLOW, harm(phase, slow));
      if (sim.polling() instanceof Polling.Off) { // else code would wait in real time
        add(FaultKind.RESOURCE_STUCK, harm(phase, new Outcome.IsStuck(phase.phase())));
      }
    }
    longestOfType.forEach(
        (type, phase) -> add(FaultKind.ALL_FAIL, new ResourceHarm(type, "*", fails(phase))));
  }

  private static Phase longer(Phase one, Phase other) {
    return other.time().compareTo(one.time()) > 0 ? other : one;
  }

  private static Outcome fails(Phase phase) {
    return new Outcome.Fails(phase.phase(), Optional.empty(), ResourceHarm.REASON);
  }

  private static Harm harm(Phase phase, Outcome outcome) {
    return new ResourceHarm(phase.type(), phase.name(), outcome);
  }

  private static CallHarm whole(OneCall call, Fault fault) {
    return new CallHarm(call.key().operation(), call.key().name(), call.key().number(), 0, fault);
  }

  private static CallHarm once(OneCall call, Fault fault) {
    return new CallHarm(call.key().operation(), call.key().name(), call.key().number(), 1, fault);
  }

  /** The error by which the operation says that a quota is exhausted, if it has one. */
  private Optional<String> limit(OneCall call) {
    String name = call.key().operation().substring(call.key().operation().indexOf(':') + 1);
    return sim.services().stream()
        .filter(service -> service.name().equals(call.service()))
        .flatMap(service -> service.contract().operation(name).stream())
        .map(Operation::errors)
        .flatMap(List::stream)
        .filter(code -> MAKING.matcher(name).matches() && LIMIT.matcher(code).matches())
        .findFirst();
  }

  private void add(FaultKind kind, Harm harm) {
    found.add(Trouble.of(kind, harm));
  }
}
