package dev.mlsim.engine.rules;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.internal.Glob;
import dev.mlsim.journal.CallKey;
import dev.mlsim.service.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A fault rule that is being written; its ending adds it to the rules. For one thread. */
final class FaultDraft implements FaultSpec {
  private final FaultRules faults;
  private final Glob operation;
  private final List<Operation> meant;
  private @Nullable SeededRandom random; // null once a rule has it
  private final List<LiveFaultRule.Filter> filters = new ArrayList<>();
  private final List<Pick> picks = new ArrayList<>();
  private boolean children;
  private boolean environment;

  FaultDraft(FaultRules faults, Glob operation, List<Operation> meant) {
    this.faults = faults;
    this.operation = operation;
    this.meant = meant;
    this.random = faults.newRandom();
  }

  @Override
  public FaultSpec includingChildren() {
    children = true;
    return this;
  }

  @Override
  public FaultSpec where(Predicate<JsonNode> input) {
    requireNonNull(input, "where");
    return filter(" where its input fits", (call, among) -> among.holds(input, call.input()));
  }

  @Override
  public FaultSpec where(String path, String glob) {
    Glob value = Glob.of(glob);
    String pointer = "/" + path.replace('.', '/');
    return filter(
        " where " + path + " is " + glob,
        (call, among) -> {
          JsonNode found = call.input().at(pointer);
          return !found.isMissingNode() && value.matches(found.asText());
        });
  }

  @Override
  public FaultSpec about(String nameOrArn) {
    Glob name = Glob.of(nameOrArn);
    return filter(
        " about " + nameOrArn,
        (call, among) -> CallKey.names(call.operation().name(), call.input(), name::matches));
  }

  @Override
  public FaultSpec except(String other) {
    Glob not = Glob.of(other);
    return filter(
        " except " + other, (call, among) -> !LiveFaultRule.isAbout(not, call.operation()));
  }

  @Override
  public FaultSpec between(Instant from, Instant until) {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException(
          "mlsim: a fault cannot be about what is from ["
              + from
              + "] until ["
              + until
              + "]; say an end that is after the beginning");
    }
    return filter(
        " from " + from + " until " + until,
        (call, among) -> Pick.isWithin(call.at(), from, until));
  }

  @Override
  public FaultSpec within(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "mlsim: a fault cannot be about the next [" + time + "]; say more than zero");
    }
    TimeBounds.check(time, "a fault cannot be about the next");
    return between(faults.now(), faults.now().plus(time));
  }

  @Override
  public FaultSpec later(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "mlsim: a fault cannot be about what is later by [" + time + "]; say zero or more");
    }
    TimeBounds.check(time, "a fault cannot be about what is later by");
    return between(faults.now().plus(time), Instant.MAX);
  }

  @Override
  public FaultSpec during(String type, String name, String state) {
    faults.standing().check(type, state);
    return filter(
        " while " + type + " [" + name + "] is " + state,
        (call, among) -> among.standing().anyIn(type, name, state));
  }

  private FaultSpec filter(String says, LiveFaultRule.Condition holds) {
    filters.add(new LiveFaultRule.Filter(says, holds));
    return this;
  }

  @Override
  public FaultSpec first(int n) {
    return pick(positive(n, "the first"), Pick::first);
  }

  @Override
  public FaultSpec nth(int n) {
    return pick(positive(n, "number"), Pick::nth);
  }

  @Override
  public FaultSpec after(int n) {
    return pick(positive(n, "all after the first"), Pick::after);
  }

  @Override
  public FaultSpec nthCall(int n) {
    return pick(positive(n, "number"), ByCall::nth);
  }

  @Override
  public FaultSpec afterCalls(int n) {
    return pick(positive(n, "all after the first"), ByCall::after);
  }

  @Override
  public FaultSpec nthAttempt(int n) {
    int wanted = positive(n, "attempt");
    return filter(" at attempt " + n, (call, among) -> call.attempt() == wanted);
  }

  @Override
  public FaultSpec every(int n) {
    return pick(positive(n, "every"), Pick::every);
  }

  @Override
  public FaultSpec withProbability(double probability) {
    return pick(Pick.withProbability(probability));
  }

  private FaultSpec pick(int n, IntFunction<Pick> kind) {
    return pick(kind.apply(n));
  }

  private FaultSpec pick(Pick pick) {
    picks.add(pick);
    return this;
  }

  static int positive(int n, String which) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "mlsim: " + which + " [" + n + "] calls are none; say 1 or more");
    }
    return n;
  }

  @Override
  public FaultRule limitedTo(double perSecond, double burst) {
    RateLimit.check(perSecond, burst);
    environment = true;
    Duration refill = Duration.ofSeconds((long) Math.ceil(1 / perSecond));
    return pick(new RateLimit(perSecond, burst)).suffer(new Fault.Throttle(refill));
  }

  @Override
  public FaultRule suffer(Fault fault) {
    KnownErrors.check(fault, operation, meant);
    faults.end(this);
    SeededRandom own = random == null ? faults.newRandom() : random;
    random = null;
    return faults.add(
        new LiveFaultRule.Terms(operation, children, filters, picks, fault, environment), own);
  }

  @Override
  public FaultRule sufferAtTimes(Fault fault) {
    environment = true;
    return suffer(fault);
  }

  @Override
  public String toString() {
    return LiveFaultRule.which(operation, children, filters, picks);
  }
}
