package dev.mlsim.engine.rules;

import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.Injection;
import dev.mlsim.internal.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A fault rule at work, with all that it counts. */
final class LiveFaultRule implements FaultRule {
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

  LiveFaultRule(
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

  @Override
  public Fault fault() {
    return fault;
  }

  @Override
  public long matched() {
    return matched.get();
  }

  @Override
  public long applied() {
    return applied.get();
  }

  @Override
  public List<Injection> injections() {
    return List.copyOf(injections);
  }

  @Override
  public boolean isUnused() {
    boolean byChance = picks.stream().anyMatch(Pick::isByChance);
    return !environment && (byChance ? matched() == 0 : applied() == 0);
  }

  @Override
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
