package dev.mlsim.fault;

import dev.mlsim.clock.Guard;
import dev.mlsim.contract.Operation;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Nearest;
import dev.mlsim.internal.RuleList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The fault rules of a simulator: {@code faults().on("CreateTrainingJob").first(2).throttle()}. The
 * latest rule whose turn it is answers a call; rules that only delay it leave it to the others.
 * Safe for threads.
 */
public final class Faults {
  private final Supplier<Collection<Operation>> operations;
  private final Supplier<List<UsualRate>> usualRates;
  private final Standing standing;
  private final Supplier<Instant> now;
  private final RuleList<FaultRule> rules;

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
  public Faults(
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

  /**
   * Begins a rule for calls of an operation: {@code CreateTrainingJob}, {@code Create*}, {@code
   * personalize:*}; {@code *} and {@code ?} are wild.
   *
   * @throws IllegalArgumentException if there is no such operation; the message names the nearest
   */
  public FaultSpec on(String operation) {
    Glob glob = Glob.of(operation);
    List<Operation> meant =
        operations.get().stream().filter(o -> FaultRule.isAbout(glob, o)).toList();
    if (meant.isEmpty()) {
      throw new IllegalArgumentException(
          "mlsim: no simulated service has an operation ["
              + operation
              + "]"
              + Nearest.hint(operation, names(operation.contains(":"))));
    }
    return new FaultSpec(this, glob, meant);
  }

  /** Begins a rule for all calls. */
  public FaultSpec onAll() {
    return on("*");
  }

  /**
   * Limits the rates of calls as AWS does where its rates are known, each as the service declares
   * it: SageMaker's CreateTrainingJob to 1 a second (documented), its Describe and List operations
   * to 10 and 5 (judged), Lookout for Vision's control plane to 5 (documented). The bursts are
   * judged: what a second allows.
   */
  public void usualRates() {
    for (UsualRate rate : usualRates.get()) {
      FaultSpec calls = on(rate.operation());
      for (String operation : rate.except()) {
        calls = calls.except(operation);
      }
      calls.limitedTo(rate.perSecond());
    }
  }

  private Collection<String> names(boolean withService) {
    TreeSet<String> names = new TreeSet<>();
    operations.get().forEach(o -> names.add(withService ? o.toString() : o.name()));
    return names;
  }

  /** The rules, oldest first. */
  public List<FaultRule> rules() {
    return rules.copy();
  }

  /** The rules that were written for nothing so far, oldest first; see {@link FaultRule}. */
  public List<FaultRule> unused() {
    return rules().stream().filter(FaultRule::isUnused).toList();
  }

  /** Forgets every rule. */
  public void clear() {
    rules.clear();
  }

  /** What becomes of this call, which counts. Called under the simulator's lock. */
  public FaultDecision judge(ObservedCall call) {
    List<FaultRule> latestLast = rules.live();
    if (latestLast.isEmpty()) {
      return FaultDecision.NOTHING;
    }
    Duration latency = Duration.ZERO;
    List<String> says = new ArrayList<>(1);
    for (int i = latestLast.size() - 1; i >= 0; i--) {
      FaultRule rule = latestLast.get(i);
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
      List<FaultRule.Filter> filters,
      List<Pick> picks,
      Fault fault,
      SplittableRandom random,
      boolean environment) {
    FaultRule rule = new FaultRule(operation, filters, picks, fault, random, environment);
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
}
