package dev.mlsim.lifecycle;

import dev.mlsim.internal.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a test wants to become of resources: {@code
 * script().resource("training-job").named("churn-*").failAt("Training", "AlgorithmError: NaN")}.
 *
 * <p>Rules are kept in order and all that fit a resource are applied to its plan, so that the
 * latest word counts. Used under the simulator's lock.
 */
public final class Script {
  private static final int RULE_BOUND = 100_000;

  private final Function<String, NamedLifecycle> types;
  private final Consumer<ScriptRule> onRule;
  private final List<ScriptRule> rules = new ArrayList<>();

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
   * @param types finds a type by the name a test gave it, or refuses in words
   * @param onRule is told of each rule at once, for resources that exist already
   */
  public Script(Function<String, NamedLifecycle> types, Consumer<ScriptRule> onRule) {
    this.types = types;
    this.onRule = onRule;
  }

  /** Begins a rule for resources of a type. */
  public Subject resource(String type) {
    return new Subject(types.apply(type));
  }

  /** The rules so far, oldest first. */
  public List<ScriptRule> rules() {
    return List.copyOf(rules);
  }

  /** Forgets every rule. */
  public void clear() {
    rules.clear();
  }

  /** The plan with every rule in it that fits the new resource. */
  public Plan bend(Resource resource, Plan plan) {
    Plan bent = plan;
    for (ScriptRule rule : rules) {
      if (rule.fits(resource)) {
        bent = rule.bend(bent);
      }
    }
    return bent;
  }

  /** Resources of one type, all of them unless narrowed. */
  public final class Subject {
    private final NamedLifecycle type;
    private Glob name = Glob.of("*");
    private Predicate<Resource> where = resource -> true;

    private Subject(NamedLifecycle type) {
      this.type = type;
    }

    /** Only those whose name fits; {@code *} and {@code ?} are wild. */
    public Subject named(String glob) {
      name = Glob.of(glob);
      return this;
    }

    /** Only those that fit the predicate, which sees attributes and history. */
    public Subject where(Predicate<Resource> predicate) {
      where = predicate;
      return this;
    }

    /** They fail when they have been in the phase as long as planned. */
    public Subject failAt(String phase, String reason) {
      return add(new Outcome.FailAt(phase, reason));
    }

    /** The phase takes so long. */
    public Subject takes(String phase, Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(
            "mlsim: [" + phase + "] cannot take [" + duration + "]; a duration is zero or more");
      }
      return add(new Outcome.Takes(phase, duration));
    }

    /** They never leave the phase by themselves. */
    public Subject stuckAt(String phase) {
      return add(new Outcome.StuckAt(phase));
    }

    /**
     * They meet a trigger of their lifecycle, such as {@code interrupt} or {@code maintain}, when
     * they have been in the phase for so long.
     */
    public Subject meets(String trigger, String phase, Duration after) {
      if (after.isNegative()) {
        throw new IllegalArgumentException(
            "mlsim: a " + type.type() + " cannot meet [" + trigger + "] after [" + after + "]");
      }
      List<String> possible =
          type.lifecycle().states().stream()
              .filter(state -> state.isCalled(phase))
              .flatMap(state -> type.lifecycle().triggersFrom(state).stream())
              .distinct()
              .toList();
      if (!possible.isEmpty() && !possible.contains(trigger)) {
        throw new IllegalArgumentException(
            "mlsim: a "
                + type.type()
                + " cannot meet ["
                + trigger
                + "] at ["
                + phase
                + "]; what is possible there is "
                + possible);
      }
      return add(new Outcome.Meets(phase, after, trigger));
    }

    private Subject add(Outcome outcome) {
      List<String> phases = type.lifecycle().phases();
      if (type.lifecycle().states().stream().noneMatch(s -> s.isCalled(outcome.phase()))) {
        throw new IllegalArgumentException(
            "mlsim: a "
                + type.type()
                + " has no phase ["
                + outcome.phase()
                + "]; its phases are "
                + phases);
      }
      if (rules.size() == RULE_BOUND) {
        throw new IllegalStateException("mlsim: a script is bounded at " + RULE_BOUND + " rules");
      }
      ScriptRule rule = new ScriptRule(type.type(), name, where, outcome);
      rules.add(rule);
      onRule.accept(rule);
      return this;
    }
  }
}
