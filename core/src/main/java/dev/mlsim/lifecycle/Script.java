package dev.mlsim.lifecycle;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.RuleList;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a test wants to become of resources: {@code
 * script().resource("training-job").named("churn-*").failAt("Training", "AlgorithmError: NaN")}.
 *
 * <p>Rules are kept in order and all that fit a resource are applied to its plan, so that the
 * latest word counts. They hold for resources to come and for those that exist. Safe for threads.
 */
public final class Script {
  private final Guard lock;
  private final Function<String, NamedLifecycle> types;
  private final Consumer<ScriptRule> onRule;
  private final Supplier<Instant> now;
  private final RuleList<ScriptRule> rules;

  /**
   * A type of resource as a script sees it.
   *
   * @param type the type's full name
   * @param lifecycle its table
   */
  public record NamedLifecycle(String type, Lifecycle lifecycle) {}

  /**
   * Makes an empty script.
   *
   * @param lock the simulator's lock
   * @param types finds a type by the name a test gave it, or refuses in words
   * @param onRule is told of each rule at once, for resources that exist already
   * @param now tells the virtual time
   * @param seed what chance comes from
   */
  public Script(
      Guard lock,
      Function<String, NamedLifecycle> types,
      Consumer<ScriptRule> onRule,
      Supplier<Instant> now,
      long seed) {
    this.lock = lock;
    this.types = types;
    this.onRule = onRule;
    this.now = now;
    this.rules = new RuleList<>(lock, "a script", seed);
  }

  /**
   * Begins a rule for resources of a type.
   *
   * @throws IllegalArgumentException if there is no such type; the message names the nearest
   */
  public ScriptSubject resource(String type) {
    return new ScriptSubject(this, types.apply(type));
  }

  /** The rules so far, oldest first. */
  public List<ScriptRule> rules() {
    return rules.copy();
  }

  /** The rules that were written for nothing so far, oldest first; see {@link ScriptRule}. */
  public List<ScriptRule> unused() {
    return rules().stream().filter(ScriptRule::isUnused).toList();
  }

  /** Forgets every rule; plans that were bent stay so. */
  public void clear() {
    rules.clear();
  }

  /** The plan with every rule in it that fits the resource. Called under the simulator's lock. */
  public Plan bend(Resource resource, Plan plan) {
    Plan bent = plan;
    for (ScriptRule rule : rules.live()) {
      bent = rule.bend(resource, bent);
    }
    return bent;
  }

  /** Members that are never shown of a resource. Called under the simulator's lock. */
  public Set<String> hidden(Resource resource) {
    Set<String> hidden = Set.of();
    for (ScriptRule rule : rules.live()) {
      if (!rule.hides().isEmpty() && rule.fits(resource)) {
        hidden = new LinkedHashSet<>(hidden);
        hidden.addAll(rule.hides());
      }
    }
    return hidden;
  }

  ScriptRule add(ScriptRule.Subjects subjects, PlanChange change) {
    lock.lock();
    try {
      ScriptRule rule = new ScriptRule(subjects, change, rules.nextSeed(), now);
      rules.add(rule);
      onRule.accept(rule);
      return rule;
    } finally {
      lock.unlock();
    }
  }
}
