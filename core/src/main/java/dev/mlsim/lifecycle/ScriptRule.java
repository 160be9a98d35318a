package dev.mlsim.lifecycle;

import dev.mlsim.internal.Glob;
import java.util.function.Predicate;

/** One line of a {@link Script}: which resources, what becomes of them, and how often it did. */
public final class ScriptRule {
  private final String type;
  private final Glob name;
  private final Predicate<Resource> where;
  private final Outcome outcome;
  private int applied;

  ScriptRule(String type, Glob name, Predicate<Resource> where, Outcome outcome) {
    this.type = type;
    this.name = name;
    this.where = where;
    this.outcome = outcome;
  }

  /** Whether the rule is about this resource. */
  public boolean fits(Resource resource) {
    return resource.type().equals(type) && name.matches(resource.name()) && where.test(resource);
  }

  /** The plan with the outcome in it; counts if that changed the plan. */
  public Plan bend(Plan plan) {
    Plan bent = outcome.bend(plan);
    if (!bent.equals(plan)) {
      applied++;
    }
    return bent;
  }

  /** What it does. */
  public Outcome outcome() {
    return outcome;
  }

  /** On how many plans it had an effect. */
  public int applied() {
    return applied;
  }

  @Override
  public String toString() {
    return type + " [" + name + "] " + outcome.says();
  }
}
