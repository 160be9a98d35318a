package dev.mlsim.engine.rules;

import dev.mlsim.internal.Glob;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.ScriptRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A line of the script at work, with all that it counts. */
public final class LiveScriptRule implements ScriptRule {
  private static final int LOG_BOUND = 10_000;

  private final Subjects subjects;
  private final PlanChange change;
  private final long seed;
  private final Supplier<Instant> now;
  private final Set<String> bent = new LinkedHashSet<>();
  private final List<Bend> bends = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger matched = new AtomicInteger();
  private final AtomicInteger applied = new AtomicInteger();
  private volatile boolean ended;

  /**
   * Which resources.
   *
   * @param type the type's full name
   * @param name their names
   * @param where what else must hold
   * @param most how many of them at most
   * @param probability how likely for each
   * @param environment whether no test expects it to apply
   */
  record Subjects(
      String type,
      Glob name,
      Predicate<Resource> where,
      int most,
      double probability,
      boolean environment) {}

  LiveScriptRule(Subjects subjects, PlanChange change, long seed, Supplier<Instant> now) {
    this.subjects = subjects;
    this.change = change;
    this.seed = seed;
    this.now = now;
  }

  /** Whether the rule is about this resource, as far as one can say before its chance is drawn. */
  public boolean fits(Resource resource) {
    return !ended
        && resource.type().equals(subjects.type())
        && subjects.name().matches(resource.name())
        && subjects.where().test(resource);
  }

  /** The plan with the change in it; counts if that changed the plan. */
  public Plan bend(Resource resource, Plan plan) {
    if (!fits(resource)) {
      return plan;
    }
    matched.incrementAndGet();
    String id = resource.type() + " " + resource.sequence();
    boolean again = bent.contains(id);
    boolean limited = subjects.most() < Integer.MAX_VALUE;
    if (limited && !again && bent.size() >= subjects.most()) {
      return plan;
    }
    if (subjects.probability() < 1 && chance(resource, "whether") >= subjects.probability()) {
      return plan;
    }
    Plan changed =
        change.bend(resource, plan, new PlanChange.Moment(now.get(), chance(resource, "how")));
    if (!changed.equals(plan) || change instanceof PlanChange.Hides) {
      applied.incrementAndGet();
      if (limited) {
        bent.add(id);
      }
      if (bends.size() < LOG_BOUND) {
        bends.add(new Bend(now.get(), resource.toString(), change.says()));
      }
    }
    return changed;
  }

  /** From the seed and the resource's name, so that the order of creation makes no difference. */
  private double chance(Resource resource, String what) {
    long mixed = seed;
    for (String part : List.of(resource.type(), resource.name(), what)) {
      mixed = mixed * 1_000_003 + part.hashCode();
    }
    return new SplittableRandom(mixed).nextDouble();
  }

  /** Members that it hides of the resources that it fits. */
  public Set<String> hides() {
    return change.hides();
  }

  @Override
  public int matched() {
    return matched.get();
  }

  @Override
  public int applied() {
    return applied.get();
  }

  @Override
  public List<Bend> bends() {
    return List.copyOf(bends);
  }

  @Override
  public boolean isUnused() {
    return !subjects.environment()
        && (subjects.probability() < 1 ? matched() == 0 : applied() == 0);
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public String toString() {
    return subjects.type()
        + " ["
        + subjects.name()
        + "] "
        + change.says()
        + (subjects.most() < Integer.MAX_VALUE ? ", the first " + subjects.most() : "")
        + (subjects.probability() < 1 ? ", with probability " + subjects.probability() : "");
  }
}
