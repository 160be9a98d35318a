package dev.mlsim.engine.rules;

import dev.mlsim.clock.Guard;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fault.Faults;
import dev.mlsim.fault.UsualRate;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The fault rules of one simulator, and what they make of a call. Safe for threads. */
public final class FaultRules implements Faults {
  private final Supplier<Collection<Operation>> operations;
  private final Supplier<List<UsualRate>> usualRates;
  private final Standing standing;
  private final Supplier<Instant> now;
  private final RuleList<LiveFaultRule> rules;
  private volatile Supplier<Duration> realTime = () -> Duration.ZERO;

  /**
   * Makes an empty set of rules.
   *
   * @param lock the simulator's lock
   * @param operations the operations that can be called
   * @param usualRates the limits that AWS has on the rates of calls
   * @param standing knows the states of resources
   * @param now tells the virtual time
   * @param seed what chance comes from
   */
  public FaultRules(
      Guard lock,
      Supplier<Collection<Operation>> operations,
      Supplier<List<UsualRate>> usualRates,
      Standing standing,
      Supplier<Instant> now,
      long seed) {
    this.operations = operations;
    this.usualRates = usualRates;
    this.standing = standing;
    this.now = now;
    this.rules = new RuleList<>(lock, "the list of faults", seed);
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
    return new FaultDraft(this, glob, meant);
  }

  @Override
  public FaultSpec onAll() {
    return on("*");
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
    Instant start = wall.instant();
    realTime = () -> Duration.between(start, wall.instant());
  }

  private Collection<String> names(boolean withService) {
    TreeSet<String> names = new TreeSet<>();
    operations.get().forEach(o -> names.add(withService ? o.toString() : o.name()));
    return names;
  }

  @Override
  public List<FaultRule> rules() {
    return List.copyOf(rules.copy());
  }

  @Override
  public List<FaultRule> unused() {
    return rules().stream().filter(FaultRule::isUnused).toList();
  }

  @Override
  public void clear() {
    rules.clear();
  }

  /** What becomes of this call, which counts. Called under the simulator's lock. */
  public FaultDecision judge(ObservedCall call) {
    List<LiveFaultRule> latestLast = rules.live();
    if (latestLast.isEmpty()) {
      return FaultDecision.NOTHING;
    }
    Duration latency = Duration.ZERO;
    List<String> says = new ArrayList<>(1);
    for (int i = latestLast.size() - 1; i >= 0; i--) {
      LiveFaultRule rule = latestLast.get(i);
      if (!rule.takes(call)) {
        continue;
      }
      Fault fault = rule.apply(call);
      says.add(fault.equals(rule.fault()) ? rule.toString() : fault.says() + " by: " + rule);
      if (!(fault instanceof Fault.Delay delay)) {
        return FaultDecision.of(Optional.of(fault), latency, says);
      }
      latency = latency.plus(rule.drawn(delay));
    }
    return FaultDecision.of(Optional.empty(), latency, says);
  }

  FaultRule add(
      Glob operation,
      List<LiveFaultRule.Filter> filters,
      List<Pick> picks,
      Fault fault,
      SplittableRandom random,
      boolean environment) {
    LiveFaultRule rule = new LiveFaultRule(operation, filters, picks, fault, random, environment);
    rules.add(rule);
    return rule;
  }

  /** Chance for one rule: its own, so that rules don't disturb each other's draws. */
  SplittableRandom newRandom() {
    return new SplittableRandom(rules.nextSeed());
  }

  Standing standing() {
    return standing;
  }

  Instant now() {
    return now.get();
  }

  /** How much real time has passed, as far as it counts. */
  Duration realTime() {
    return realTime.get();
  }
}
