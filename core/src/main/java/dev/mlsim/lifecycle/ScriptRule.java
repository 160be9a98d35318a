package dev.mlsim.lifecycle;

import dev.mlsim.internal.Glob;
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

/**
 * One line of a {@link Script}: which resources, what becomes of them, and how often it did. What
 * it counts may be read from any thread, and is exact between calls.
 */
public final class ScriptRule {
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

  /**
   * One plan that a rule has bent.
   *
   * @param at when, in virtual time
   * @param resource whose
   * @param says what becomes of it
   */
  public record Bend(Instant at, String resource, String says) {
    @Override
    public String toString() {
      return at + "  " + resource + " " + says;
    }
  }

  ScriptRule(Subjects subjects, PlanChange change, long seed, Supplier<Instant> now) {
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

  /** What it does. */
  public PlanChange change() {
    return change;
  }

  /** How many plans it was about. */
  public int matched() {
    return matched.get();
  }

  /** On how many plans it had an effect. */
  public int applied() {
    return applied.get();
  }

  /** The plans it bent, oldest first; the first {@value #LOG_BOUND}. */
  public List<Bend> bends() {
    return List.copyOf(bends);
  }

  /**
   * Whether the rule was written for nothing: it never bent a plan. One that goes by chance is
   * unused only if there was no resource that it was about; chaos never is.
   */
  public boolean isUnused() {
    return !subjects.environment()
        && (subjects.probability() < 1 ? matched() == 0 : applied() == 0);
  }

  /** Ends the rule: from now on it bends no plan. Plans it has bent stay so. */
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
