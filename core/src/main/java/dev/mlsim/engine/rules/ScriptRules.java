package dev.mlsim.engine.rules;

import dev.mlsim.clock.Guard;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Script;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.lifecycle.ScriptSubject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The script of one simulator, and how it bends plans. Safe for threads. */
public final class ScriptRules implements Script {
  private final Guard lock;
  private final Function<String, NamedLifecycle> types;
  private final Consumer<LiveScriptRule> onRule;
  private final Supplier<Instant> now;
  private final RuleList<LiveScriptRule> rules;

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
  public ScriptRules(
      Guard lock,
      Function<String, NamedLifecycle> types,
      Consumer<LiveScriptRule> onRule,
      Supplier<Instant> now,
      long seed) {
    this.lock = lock;
    this.types = types;
    this.onRule = onRule;
    this.now = now;
    this.rules = new RuleList<>(lock, "a script", seed);
  }

  @Override
  public ScriptSubject resource(String type) {
    return new ScriptDraft(this, types.apply(type));
  }

  @Override
  public List<ScriptRule> rules() {
    return List.copyOf(rules.copy());
  }

  @Override
  public List<ScriptRule> unused() {
    return rules().stream().filter(ScriptRule::isUnused).toList();
  }

  @Override
  public void clear() {
    rules.clear();
  }

  /** The plan with every rule in it that fits the resource. Called under the simulator's lock. */
  public Plan bend(Resource resource, Plan plan) {
    Plan bent = plan;
    for (LiveScriptRule rule : rules.live()) {
      bent = rule.bend(resource, bent);
    }
    return bent;
  }

  /** Members that are never shown of a resource. Called under the simulator's lock. */
  public Set<String> hidden(Resource resource) {
    Set<String> hidden = Set.of();
    for (LiveScriptRule rule : rules.live()) {
      if (!rule.hides().isEmpty() && rule.fits(resource)) {
        hidden = new LinkedHashSet<>(hidden);
        hidden.addAll(rule.hides());
      }
    }
    return hidden;
  }

  LiveScriptRule add(LiveScriptRule.Subjects subjects, PlanChange change) {
    lock.lock();
    try {
      LiveScriptRule rule = new LiveScriptRule(subjects, change, rules.nextSeed(), now);
      rules.add(rule);
      onRule.accept(rule);
      return rule;
    } finally {
      lock.unlock();
    }
  }
}
