package dev.mlsim.engine.rules;

import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Trail;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.ScriptRule;
import dev.mlsim.service.SeededRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A line of the script at work, with all that it counts. */
public final class LiveScriptRule implements ScriptRule {
  /** The type of a rule about resources of all types. */
  static final String ANY_TYPE = "*";

  /** Holds of every resource. */
  static final Predicate<Resource> ANY = resource -> true;

  private static final int LOG_BOUND = 10_000;

  private final ScriptRules home;
  private final Terms terms;
  private final Set<String> bent = new HashSet<>();
  private volatile Counts counts = new Counts(0, 0, Trail.empty());
  private volatile boolean ended;
  private volatile boolean rests;

  /**
   * Which resources.
   *
   * @param type the type's full name, or {@link #ANY_TYPE}
   * @param name their names
   * @param where what else must hold, a function of the test but for {@link #ANY}
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
   * What was written, which stays.
   *
   * @param subjects which resources
   * @param change what becomes of them
   * @param seed what chance comes from
   */
  record Terms(Subjects subjects, PlanChange change, long seed) {}

  private record Counts(int matched, int applied, Trail<Bend> bends) {}

  LiveScriptRule(ScriptRules home, Terms terms) {
    this.home = home;
    this.terms = terms;
  }

  /** Whether the rule is about this resource, as far as one can say before its chance is drawn. */
  public boolean fits(Resource resource) {
    Subjects subjects = terms.subjects();
    return !ended
        && !rests
        && (home.hasChance() || !isByChance())
        && (resource.type().equals(subjects.type()) || subjects.type().equals(ANY_TYPE))
        && subjects.name().matches(resource.name())
        && (subjects.where() == ANY || home.holds(subjects.where(), resource));
  }

  /** The plan with the change in it; counts if that changed the plan. */
  public Plan bend(Resource resource, Plan plan) {
    if (!fits(resource)) {
      return plan;
    }
    Subjects subjects = terms.subjects();
    String id = resource.type() + " " + resource.sequence();
    boolean again = bent.contains(id);
    home.undo().note(new CountedBefore(this, counts, id, again));
    counts = new Counts(counts.matched() + 1, counts.applied(), counts.bends());
    boolean limited = subjects.most() < Integer.MAX_VALUE;
    if (limited && !again && bent.size() >= subjects.most()) {
      return plan;
    }
    if (subjects.probability() < 1 && chance(resource, "whether") >= subjects.probability()) {
      return plan;
    }
    double luck = chance(resource, "how");
    PlanChange change = terms.change().of(resource, luck);
    Plan changed = change.bend(resource, plan, home.moment(luck));
    if (!changed.equals(plan) || terms.change() instanceof PlanChange.Hides) {
      if (limited) {
        bent.add(id);
      }
      Trail<Bend> bends = counts.bends();
      if (bends.size() < LOG_BOUND) {
        bends = bends.and(new Bend(home.now(), resource.type(), resource.name(), change.outcome()));
      }
      counts = new Counts(counts.matched(), counts.applied() + 1, bends);
    }
    return changed;
  }

  /** From the seed and the resource's name, so that the order of creation makes no difference. */
  private double chance(Resource resource, String what) {
    long mixed = terms.seed();
    for (String part : List.of(resource.type(), resource.name(), what)) {
      mixed = mixed * 1_000_003 + part.hashCode();
    }
    return new SeededRandom(mixed).fraction();
  }

  private record CountedBefore(LiveScriptRule rule, Counts counts, String id, boolean wasBent)
      implements Undo.Step {
    @Override
    public void takeBack() {
      rule.counts = counts;
      if (!wasBent) {
        rule.bent.remove(id);
      }
    }
  }

  /**
   * A rule as it stood.
   *
   * @param rule the rule, which has gone on since
   * @param counts what it had counted
   * @param bent the resources that it had bent, where it is for so many
   * @param ended whether it had ended
   */
  record Saved(LiveScriptRule rule, Counts counts, Set<String> bent, boolean ended) {
    /** The rule as it stood: itself where it is at home, a copy among other rules. */
    LiveScriptRule among(ScriptRules rules) {
      LiveScriptRule back = rule.home == rules ? rule : new LiveScriptRule(rules, rule.terms);
      back.counts = counts;
      back.bent.clear();
      back.bent.addAll(bent);
      back.ended = ended;
      return back;
    }
  }

  Saved save() {
    return new Saved(this, counts, Set.copyOf(bent), ended);
  }

  /** Members that it hides of the resources that it fits. */
  public Set<String> hides() {
    return terms.change().hides();
  }

  @Override
  public int matched() {
    return counts.matched();
  }

  @Override
  public int applied() {
    return counts.applied();
  }

  @Override
  public List<Bend> bends() {
    return counts.bends().toList();
  }

  @Override
  public boolean isByChance() {
    return terms.subjects().probability() < 1 || terms.change() instanceof PlanChange.FailsAnywhere;
  }

  @Override
  public boolean isUnused() {
    return !terms.subjects().environment() && (isByChance() ? matched() == 0 : applied() == 0);
  }

  @Override
  public void rest(boolean resting) {
    rests = resting;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public String toString() {
    Subjects subjects = terms.subjects();
    return subjects.type()
        + " ["
        + subjects.name()
        + "] "
        + terms.change().says()
        + (subjects.most() < Integer.MAX_VALUE ? ", the first " + subjects.most() : "")
        + (subjects.probability() < 1 ? ", with probability " + subjects.probability() : "");
  }
}
