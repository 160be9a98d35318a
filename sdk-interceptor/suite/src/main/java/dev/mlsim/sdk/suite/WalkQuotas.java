package dev.mlsim.sdk.suite;

import dev.mlsim.Invariants;
import dev.mlsim.Simulator;
import dev.mlsim.Snapshot;
import dev.mlsim.contract.Answer;
import dev.mlsim.contract.Operation;
import dev.mlsim.service.Create;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Service;
import dev.mlsim.service.Trigger;
import dev.mlsim.wire.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What quotas allow, told anew: who asks for more is refused, and nobody else. */
final class WalkQuotas {
  private final Map<String, Double> limits;
  private final List<Quota> declared = new ArrayList<>();

  /**
   * The quotas of a world.
   *
   * @param limits those that are set
   */
  WalkQuotas(Service service, Map<String, Double> limits) {
    this.limits = limits;
    service.operations().values().forEach(handler -> declared.addAll(of(handler)));
  }

  static List<Quota> of(Handler handler) {
    if (handler instanceof Create create) {
      return create.quotas();
    }
    return handler instanceof Trigger trigger ? trigger.quotas() : List.of();
  }

  /** A call is about to be made. */
  Asked asked(Simulator sim, Operation operation, WireRequest request) {
    return new Asked(sim.snapshot(), Invariants.quotasInUse(sim), operation, request);
  }

  /** A call, and how it stood with the quotas before it. */
  final class Asked {
    private final Snapshot before;
    private final Map<String, Long> used;
    private final Operation operation;
    private final WireRequest request;

    Asked(Snapshot before, Map<String, Long> used, Operation operation, WireRequest request) {
      this.before = before;
      this.used = used;
      this.operation = operation;
      this.request = request;
    }

    void granted(Simulator sim) {
      Map<String, Long> now = Invariants.quotasInUse(sim);
      if (isBeyond(now)) {
        throw new AssertionError(
            operation + " has had " + used + " become " + now + ", of " + limits);
      }
    }

    private boolean isBeyond(Map<String, Long> now) {
      return now.entrySet().stream()
          .filter(e -> e.getValue() > used.getOrDefault(e.getKey(), 0L))
          .anyMatch(e -> e.getValue() > limit(e.getKey()));
    }

    /** Without quotas it would be granted, and be beyond them, or be refused as it is. */
    void refused(Answer refusal) {
      Simulator other = Simulator.of(before);
      other.quotas().clear();
      other.quotas().unlimited();
      Answer answer = Worlds.answer(operation, other.exchange(request));
      boolean same =
          answer.code().equals(refusal.code()) && answer.message().equals(refusal.message());
      boolean beyond = !answer.isError() && isBeyond(Invariants.quotasInUse(other));
      boolean byItself = limits.keySet().stream().anyMatch(refusal.message()::contains);
      if (!same && !beyond && !byItself) {
        throw new AssertionError(
            operation + " is refused by " + refusal + ", and without quotas answered " + answer);
      }
    }
  }

  /** What a quota allows that is counted under that name, or for something under its name. */
  private double limit(String counted) {
    for (int end = counted.length(); end > 0; end = counted.lastIndexOf('/', end - 1)) {
      String name = counted.substring(0, end);
      Double set = limits.get(name);
      if (set != null) {
        return set;
      }
      for (Quota quota : declared) {
        if (quota.isNamed().test(name)) {
          return quota.limit().applyAsDouble(name);
        }
      }
    }
    return Double.POSITIVE_INFINITY;
  }
}
