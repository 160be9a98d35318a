package dev.mlsim.fault;

import dev.mlsim.contract.Operation;
import dev.mlsim.internal.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One fault rule: which calls, when, what, and how often it did. What it counts may be read from
 * any thread, and is exact between calls.
 */
public final class FaultRule {
  private static final int LOG_BOUND = 10_000;

  private final Glob operation;
  private final List<Filter> filters;
  private final List<Pick> picks;
  private final Fault fault;
  private final SplittableRandom random;
  private final boolean environment;
  private final List<Injection> injections = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong matched = new AtomicLong();
  private final AtomicLong applied = new AtomicLong();
  private volatile boolean ended;

  /** A condition that counts nothing. */
  record Filter(String says, Predicate<ObservedCall> holds) {}

  FaultRule(
      Glob operation,
      List<Filter> filters,
      List<Pick> picks,
      Fault fault,
      SplittableRandom random,
      boolean environment) {
    this.operation = operation;
    this.filters = List.copyOf(filters);
    this.picks = List.copyOf(picks);
    this.fault = fault;
    this.random = random;
    this.environment = environment;
  }

  static boolean isAbout(Glob glob, Operation operation) {
    return glob.matches(operation.name()) || glob.matches(operation.toString());
  }

  /** Whether it is this call's turn; counts it. */
  boolean takes(ObservedCall call) {
    if (ended || !isAbout(operation, call.operation())) {
      return false;
    }
    for (Filter filter : filters) {
      if (!filter.holds().test(call)) {
        return false;
      }
    }
    matched.incrementAndGet();
    for (Pick pick : picks) {
      if (!pick.takes(call)) {
        return false;
      }
    }
    return true;
  }

  /** What it does to this call, which counts as one it applied to. */
  Fault apply(ObservedCall call) {
    Fault drawn = fault;
    while (drawn instanceof Fault.OneOf some) {
      drawn = some.faults().get(random.nextInt(some.faults().size()));
    }
    applied.incrementAndGet();
    if (injections.size() < LOG_BOUND) {
      injections.add(new Injection(call.at(), call.operation().toString(), drawn.says()));
    }
    return drawn;
  }

  Duration drawn(Fault.Delay delay) {
    long spread = delay.most().minus(delay.least()).toMillis();
    return spread == 0 ? delay.least() : delay.least().plusMillis(random.nextLong(spread + 1));
  }

  /** What it does to a call. */
  public Fault fault() {
    return fault;
  }

  /** How many calls it was about, whether it was their turn or not. */
  public long matched() {
    return matched.get();
  }

  /** How many calls it spoilt. */
  public long applied() {
    return applied.get();
  }

  /** What it did, oldest first; the first {@value #LOG_BOUND} times. */
  public List<Injection> injections() {
    return List.copyOf(injections);
  }

  /**
   * Whether the rule was written for nothing: it never applied. One that goes by chance is unused
   * only if no call came that it was about; rate limits and chaos never are.
   */
  public boolean isUnused() {
    boolean byChance = picks.stream().anyMatch(Pick::isByChance);
    return !environment && (byChance ? matched() == 0 : applied() == 0);
  }

  /** Ends the rule: from now on it leaves all calls alone. */
  public void end() {
    ended = true;
  }

  @Override
  public String toString() {
    String which = picks.stream().map(Pick::says).collect(Collectors.joining(", "));
    String where = filters.stream().map(Filter::says).collect(Collectors.joining(""));
    return fault.says() + (which.isEmpty() ? " " : " " + which + " of ") + operation + where;
  }
}
