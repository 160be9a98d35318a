package dev.mlsim.engine.rules;

import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.internal.Glob;
import dev.mlsim.internal.Undo;
import dev.mlsim.service.SeededRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A fault rule at work, with all that it counts. */
final class LiveFaultRule extends CountingRule<Pick> {
  private final FaultRules home;
  private final Terms terms;

  /**
   * What was written, which stays.
   *
   * @param operation which operations
   * @param children whether it is about those calls, too, that AWS makes by itself
   * @param filters what else must hold of a call
   * @param picks which of those calls, as they were written
   * @param fault what becomes of them
   * @param environment whether no test expects it to apply
   */
  record Terms(
      Glob operation,
      boolean children,
      List<Filter> filters,
      List<Pick> picks,
      Fault fault,
      boolean environment) {
    Terms {
      filters = List.copyOf(filters);
      picks = List.copyOf(picks);
    }
  }

  /**
   * A condition that counts nothing.
   *
   * @param says which, as in {@code where its input fits}
   * @param holds whether it holds of a call
   */
  record Filter(String says, Condition holds) {}

  /** A condition, which knows nothing of the simulator but by the rules among which it is asked. */
  @FunctionalInterface
  interface Condition {
    /** Whether it holds of a call. */
    boolean of(ObservedCall call, FaultRules among);
  }

  LiveFaultRule(FaultRules home, Terms terms, SeededRandom random) {
    super(terms.picks().stream().map(Pick::fresh).toList(), random);
    this.home = home;
    this.terms = terms;
  }

  static boolean isAbout(Glob glob, Operation operation) {
    return glob.matches(operation.name()) || glob.matches(operation.toString());
  }

  /** Whether it is this call's turn; counts it. */
  boolean takes(ObservedCall call) {
    if (!isAtWork()
        || (isByChance() && !home.hasChance())
        || (call.ofChild() && !terms.children())
        || !isAbout(terms.operation(), call.operation())) {
      return false;
    }
    for (Filter filter : terms.filters()) {
      if (!filter.holds().of(call, home)) {
        return false;
      }
    }
    home.undo().note(new CountedBefore(this, position()));
    met();
    for (Pick pick : picks) {
      if (!pick.takes(call, random)) {
        return false;
      }
    }
    return true;
  }

  /** What it does to this call, which counts as one it applied to. */
  Fault apply(ObservedCall call) {
    Fault drawn = terms.fault();
    while (drawn instanceof Fault.OneOf some) {
      drawn = some.faults().get(random.below(some.faults().size()));
    }
    if (drawn instanceof Fault.Delay delay) {
      drawn = drawn(delay);
    }
    applies(call.at(), call.operation().toString(), drawn);
    return drawn;
  }

  private Fault.Delay drawn(Fault.Delay delay) {
    long spread = delay.most().minus(delay.least()).toMillis();
    Duration late =
        spread == 0 ? delay.least() : delay.least().plusMillis(random.below(spread + 1));
    return new Fault.Delay(late, late);
  }

  private record CountedBefore(LiveFaultRule rule, Position position) implements Undo.Step {
    @Override
    public void takeBack() {
      rule.goOnFrom(position);
    }
  }

  /**
   * A rule as it stood.
   *
   * @param rule the rule, which has gone on since
   * @param position where it stood
   * @param ended whether it had ended
   */
  record Saved(LiveFaultRule rule, Position position, boolean ended) {
    /** The rule as it stood: itself where it is at home, a copy among other rules. */
    LiveFaultRule among(FaultRules rules) {
      LiveFaultRule back =
          rule.home == rules ? rule : new LiveFaultRule(rules, rule.terms, new SeededRandom(0));
      back.goOnFrom(position, ended);
      return back;
    }
  }

  Saved save() {
    return new Saved(this, position(), isEnded());
  }

  @Override
  public Fault fault() {
    return terms.fault();
  }

  @Override
  public boolean isUnused() {
    return !terms.environment() && super.isUnused();
  }

  /** Which calls, as in {@code the first 2 of CreateTrainingJob}. */
  static String which(Glob operation, boolean children, List<Filter> filters, List<Pick> picks) {
    String some = picks.stream().map(Pick::says).collect(Collectors.joining(", "));
    String where = filters.stream().map(Filter::says).collect(Collectors.joining(""));
    return (some.isEmpty() ? "" : some + " of ")
        + operation
        + (children ? " (AWS's own included)" : "")
        + where;
  }

  @Override
  public String toString() {
    return fault().says()
        + " "
        + which(terms.operation(), terms.children(), terms.filters(), picks);
  }
}
