package dev.mlsim.engine.rules;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Script;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.lifecycle.ScriptSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The script of one simulator, and how it bends plans. Safe for threads. */
public final class ScriptRules implements Script {
  private final Guard lock;
  private final Undo undo;
  private final Function<String, NamedLifecycle> types;
  private final Consumer<LiveScriptRule> onRule;
  private final Supplier<Instant> now;
  private final RuleList<LiveScriptRule> rules;
  private volatile boolean chance = true;

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
   * @param undo is told what is counted
   * @param types finds a type by the name a test gave it, or refuses in words
   * @param onRule is told of each rule at once, for resources that exist already
   * @param now tells the virtual time
   * @param seed what chance comes from
   */
  public ScriptRules(
      Guard lock,
      Undo undo,
      Function<String, NamedLifecycle> types,
      Consumer<LiveScriptRule> onRule,
      Supplier<Instant> now,
      long seed) {
    this.lock = lock;
    this.undo = undo;
    this.types = types;
    this.onRule = onRule;
    this.now = now;
    this.rules = new RuleList<>(lock, "a script", seed);
  }

  @Override
  public ScriptSubject resource(String type) {
    ScriptDraft draft = new ScriptDraft(this, types.apply(type));
    rules.begin(draft);
    return draft;
  }

  /**
   * Has resources of whatever type fail, in any of the phases of their creation in which they can;
   * their types need not be known before there is one. No test expects it to apply.
   *
   * @param probability how likely for each
   * @param reason what the service shows as the reason
   */
  public ScriptRule failAnyAtTimes(double probability, String reason) {
    LiveScriptRule.Subjects all =
        new LiveScriptRule.Subjects(
            LiveScriptRule.ANY_TYPE,
            Glob.of("*"),
            LiveScriptRule.ANY,
            Integer.MAX_VALUE,
            probability,
            true);
    return add(all, new PlanChange.FailsAnywhere(reason));
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
  public List<String> unfinished() {
    return rules.unfinished();
  }

  /** What was begun has become a rule. */
  void end(ScriptDraft draft) {
    rules.end(draft);
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

  /**
   * Adds a rule, which has its say about the resources that exist. If one of its functions fails
   * there, it isn't added.
   */
  LiveScriptRule add(LiveScriptRule.Subjects subjects, PlanChange change) {
    lock.lock();
    try {
      LiveScriptRule rule =
          new LiveScriptRule(this, new LiveScriptRule.Terms(subjects, change, rules.nextSeed()));
      undo.attempt(
          () -> {
            undo.note(rules::forgetNext);
            rules.add(rule);
            undo.note(rules::removeLast);
            onRule.accept(rule);
          });
      return rule;
    } finally {
      lock.unlock();
    }
  }

  /** From now on no rule in which chance has a say applies. */
  public void ruleOutChance() {
    chance = false;
  }

  boolean hasChance() {
    return chance;
  }

  Undo undo() {
    return undo;
  }

  Instant now() {
    return now.get();
  }

  PlanChange.Moment moment(double chance) {
    return new PlanChange.Moment(now.get(), chance, lock);
  }

  /** Whether a predicate of the test, given to {@code where}, holds. */
  boolean holds(Predicate<Resource> where, Resource resource) {
    return lock.asking("where", () -> where.test(resource));
  }

  /**
   * The rules as they stood.
   *
   * @param rules each of them, oldest first
   * @param made how many have been made
   */
  public record Saved(List<LiveScriptRule.Saved> rules, long made) {}

  /** The rules as they stand. Called under the simulator's lock. */
  public Saved save() {
    return new Saved(rules.live().stream().map(LiveScriptRule::save).toList(), rules.made());
  }

  /**
   * Has the rules be those of back then: the same objects, or copies where they come from another
   * simulator. Called under the simulator's lock.
   *
   * @return what each of the rules of back then is here
   */
  public Map<ScriptRule, ScriptRule> restore(Saved saved) {
    Map<ScriptRule, ScriptRule> here = new HashMap<>();
    saved.rules().forEach(rule -> here.put(rule.rule(), rule.among(this)));
    List<LiveScriptRule> back = new ArrayList<>();
    saved.rules().forEach(rule -> back.add((LiveScriptRule) here.get(rule.rule())));
    rules.become(back, saved.made());
    return here;
  }
}
