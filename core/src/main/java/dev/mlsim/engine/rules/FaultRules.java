package dev.mlsim.engine.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.Guard;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.EventFaultSpec;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fault.Faults;
import dev.mlsim.fault.Suffered;
import dev.mlsim.fault.UsualRate;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.internal.Undo;
import dev.mlsim.json.Json;
import dev.mlsim.service.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fault rules of one simulator, and what they make of a call. Safe for threads. */
public final class FaultRules implements Faults {
  private static final String REFILL = "refillAlsoBy";

  private final Guard lock;
  private final Undo undo;
  private final Supplier<Collection<Operation>> operations;
  private final Supplier<List<UsualRate>> usualRates;
  private final Standing standing;
  private final Supplier<Instant> now;
  private final RuleList<LiveFaultRule> rules;
  private final Supplier<Set<String>> events;
  private final long seed;
  private @Nullable DeliveryRules deliveries; // most tests have none
  private volatile boolean chance = true;
  private volatile Supplier<Duration> realTime = () -> Duration.ZERO;

  /**
   * Makes an empty set of rules.
   *
   * @param lock the simulator's lock
   * @param undo is told what a call counts
   * @param operations the operations that can be called
   * @param events what AWS calls the events that are sent
   * @param usualRates the limits that AWS has on the rates of calls
   * @param standing knows the states of resources
   * @param now tells the virtual time
   * @param seed what chance comes from
   */
  public FaultRules(
      Guard lock,
      Undo undo,
      Supplier<Collection<Operation>> operations,
      Supplier<Set<String>> events,
      Supplier<List<UsualRate>> usualRates,
      Standing standing,
      Supplier<Instant> now,
      long seed) {
    this.lock = lock;
    this.undo = undo;
    this.operations = operations;
    this.usualRates = usualRates;
    this.standing = standing;
    this.now = now;
    this.rules = new RuleList<>(lock, "the list of faults", seed);
    this.events = events;
    this.seed = seed;
  }

  @Override
  public FaultSpec on(String operation) {
    Glob glob = Glob.of(operation);
    List<Operation> meant =
        operations.get().stream().filter(o -> LiveFaultRule.isAbout(glob, o)).toList();
    if (meant.isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has an operation ["
              + operation
              + "]"
              + Nearest.hint(operation, names(operation.contains(":"))));
    }
    FaultDraft draft = new FaultDraft(this, glob, meant);
    rules.begin(draft);
    return draft;
  }

  @Override
  public FaultSpec onAll() {
    return on("*");
  }

  @Override
  public EventFaultSpec onEvents(String name) {
    return deliveries().on(name);
  }

  private DeliveryRules deliveries() {
    lock.lock();
    try {
      DeliveryRules there = deliveries;
      if (there == null) {
        there = new DeliveryRules(lock, events, seed);
        deliveries = there;
      }
      return there;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What a rule makes of a delivery.
   *
   * @param fault how it goes wrong
   * @param says the rule
   */
  public record Misdelivered(Fault.Misdeliver fault, String says) {}

  /**
   * What becomes of a delivery, which counts; nothing if it goes well. Called under the lock.
   *
   * @param name the type of the event, or the ARN of the topic
   */
  public Optional<Misdelivered> misdelivery(String name) {
    return deliveries == null ? Optional.empty() : deliveries.judge(name, now.get());
  }

  @Override
  public void usualRates() {
    for (UsualRate rate : usualRates.get()) {
      FaultSpec calls = on(rate.operation());
      for (String operation : rate.except()) {
        calls = calls.except(operation);
      }
      calls.limitedTo(rate.perSecond());
    }
  }

  @Override
  public void refillAlsoBy(InstantSource wall) {
    Instant start = lock.asking(REFILL, wall::instant);
    realTime = () -> passed(start, lock.asking(REFILL, wall::instant));
  }

  private static Duration passed(Instant start, Instant wall) {
    Duration passed = Duration.between(start, wall);
    if (passed.abs().compareTo(TimeBounds.LONGEST) > 0) {
      throw new FunctionFailed(
          REFILL, "its wall went from [" + start + "] to [" + wall + "], where no time can follow");
    }
    return passed;
  }

  private Collection<String> names(boolean withService) {
    TreeSet<String> names = new TreeSet<>();
    operations.get().forEach(o -> names.add(withService ? o.toString() : o.name()));
    return names;
  }

  @Override
  public List<FaultRule> rules() {
    List<FaultRule> all = new ArrayList<>(rules.copy());
    if (deliveries != null) {
      all.addAll(deliveries.copy());
    }
    return List.copyOf(all);
  }

  @Override
  public List<FaultRule> unused() {
    return rules().stream().filter(FaultRule::isUnused).toList();
  }

  @Override
  public List<String> unfinished() {
    List<String> all = new ArrayList<>(rules.unfinished());
    if (deliveries != null) {
      all.addAll(deliveries.unfinished());
    }
    return List.copyOf(all);
  }

  /** What was begun has become a rule. */
  void end(FaultDraft draft) {
    rules.end(draft);
  }

  @Override
  public void clear() {
    rules.clear();
    if (deliveries != null) {
      deliveries.clear();
    }
  }

  /** Whether there is no rule for calls. Called under the simulator's lock. */
  public boolean isEmpty() {
    return rules.live().isEmpty();
  }

  /**
   * What becomes of this call, which counts. Called under the simulator's lock.
   *
   * @param ofChild whether AWS makes it by itself, for a resource that starts another
   * @param invocation what all attempts at the call have in common; empty if nothing tells
   * @param attempt which attempt it is, from 1
   */
  public FaultDecision judge(
      Operation operation, JsonNode input, boolean ofChild, String invocation, int attempt) {
    List<LiveFaultRule> latestLast = rules.live();
    if (latestLast.isEmpty()) {
      return FaultDecision.NOTHING;
    }
    Instant at = now.get();
    ObservedCall call =
        new ObservedCall(
            operation, input, at, at.plus(realTime.get()), ofChild, invocation, attempt);
    Duration latency = Duration.ZERO;
    List<Suffered> suffered = new ArrayList<>(1);
    List<String> says = new ArrayList<>(1);
    for (int i = latestLast.size() - 1; i >= 0; i--) {
      LiveFaultRule rule = latestLast.get(i);
      if (!rule.takes(call)) {
        continue;
      }
      Fault fault = rule.apply(call);
      says.add(fault.equals(rule.fault()) ? rule.toString() : fault.says() + " by: " + rule);
      suffered.add(new Suffered(fault, rule.isByChance()));
      if (!(fault instanceof Fault.Delay delay)) {
        return FaultDecision.of(Optional.of(fault), latency, says, suffered);
      }
      Duration sum = latency.plus(delay.least());
      latency = sum.compareTo(TimeBounds.LONGEST) < 0 ? sum : TimeBounds.LONGEST;
    }
    return FaultDecision.of(Optional.empty(), latency, says, suffered);
  }

  FaultRule add(LiveFaultRule.Terms terms, SeededRandom random) {
    LiveFaultRule rule = new LiveFaultRule(this, terms, random);
    rules.add(rule);
    return rule;
  }

  /** Chance for one rule: its own, so that rules don't disturb each other's draws. */
  SeededRandom newRandom() {
    return new SeededRandom(rules.nextSeed());
  }

  Undo undo() {
    return undo;
  }

  /** From now on no rule in which chance has a say applies. */
  public void ruleOutChance() {
    chance = false;
  }

  boolean hasChance() {
    return chance;
  }

  Standing standing() {
    return standing;
  }

  Instant now() {
    return now.get();
  }

  /** Whether a predicate of the test, given to {@code where}, holds. */
  boolean holds(Predicate<JsonNode> where, JsonNode input) {
    return lock.asking("where", () -> where.test(input));
  }

  /**
   * What the test answers in place of the simulation, read-only.
   *
   * @throws FunctionFailed if its function fails, or gives what the operation can't
   */
  public Optional<ObjectNode> given(Optional<Fault> fault, Operation operation, JsonNode input) {
    if (fault.isEmpty()) {
      return Optional.empty();
    }
    if (fault.get() instanceof Fault.Answer answer) {
      return Optional.of(answer.output());
    }
    return fault.get() instanceof Fault.AnswerBy by
        ? Optional.of(
            possible("answer", lock.asking("answer", () -> by.output().apply(input)), operation))
        : Optional.empty();
  }

  /**
   * What the test makes of what the simulation answers.
   *
   * @throws FunctionFailed if its function fails, or gives what the operation can't
   */
  public ObjectNode amended(Optional<Fault> fault, Operation operation, ObjectNode output) {
    if (fault.isEmpty() || !(fault.get() instanceof Fault.Amend amend)) {
      return output;
    }
    ObjectNode changed =
        lock.asking(
            "amend",
            () -> {
              ObjectNode copy = output.deepCopy();
              amend.change().accept(copy);
              return copy;
            });
    return possible("amend", changed, operation);
  }

  private static ObjectNode possible(String given, ObjectNode output, Operation operation) {
    ObjectNode document = document(given, output);
    KnownMembers.wrong(document, List.of(operation))
        .ifPresent(
            wrong -> {
              throw new FunctionFailed(given, wrong);
            });
    return document;
  }

  /** What a function gave as a document that stays; one may hold itself, or what is no JSON. */
  private static ObjectNode document(String given, ObjectNode output) {
    try {
      return Json.frozen(output);
    } catch (IllegalArgumentException e) {
      throw new FunctionFailed(given, e);
    }
  }

  /**
   * The rules as they stood.
   *
   * @param rules each of them, oldest first
   * @param made how many have been made
   * @param deliveries those of deliveries
   */
  public record Saved(
      List<LiveFaultRule.Saved> rules, long made, Optional<DeliveryRules.Saved> deliveries) {}

  /** The rules as they stand. Called under the simulator's lock. */
  public Saved save() {
    return new Saved(
        rules.live().stream().map(LiveFaultRule::save).toList(),
        rules.made(),
        deliveries == null ? Optional.empty() : Optional.of(deliveries.save()));
  }

  /**
   * Has the rules be those of back then: the same objects, or copies where they come from another
   * simulator. Called under the simulator's lock.
   *
   * @return what each of the rules of back then is here
   */
  public Map<FaultRule, FaultRule> restore(Saved saved) {
    Map<FaultRule, FaultRule> here = new HashMap<>();
    saved.rules().forEach(rule -> here.put(rule.rule(), rule.among(this)));
    List<LiveFaultRule> back = new ArrayList<>();
    saved.rules().forEach(rule -> back.add((LiveFaultRule) here.get(rule.rule())));
    rules.become(back, saved.made());
    if (deliveries != null) {
      deliveries.clear();
    }
    saved.deliveries().ifPresent(those -> deliveries().restore(those, here));
    return here;
  }
}
