package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A quota of the account, as its service declares it. How much of it is in use follows from the
 * {@link Holding}s of whatever types hold of it by its name.
 *
 * @param isNamed whether a name is one that this quota can have: some have one for each instance
 *     type
 * @param limit the value for a name where the test sets none, in an established account
 * @param initial the same in a new account
 * @param asked how much the call asks for, by name
 * @param whose for which of those that it is counted for the call is; empty where it is for all
 * @param taken the resource whose share the call takes over, if it does
 * @param refusal the error of a call that asks for too much
 */
public record Quota(
    Predicate<String> isNamed,
    ToDoubleFunction<String> limit,
    ToDoubleFunction<String> initial,
    Function<Call, Map<String, Long>> asked,
    Function<Call, String> whose,
    Function<Call, Optional<Resource>> taken,
    Refusal refusal) {

  /** Words the error of a call that asks for too much. */
  @FunctionalInterface
  public interface Refusal {
    /** The error. */
    ServiceError error(Call call, Excess excess);
  }

  /**
   * By how much a call is over a quota.
   *
   * @param name the quota's name
   * @param limit its value
   * @param used what is in use
   * @param asked what the call asks for
   */
  public record Excess(String name, double limit, double used, double asked) {}

  /** A quota of one name, of which each call asks for one. */
  public static Quota of(String name, double limit, Refusal refusal) {
    Map<String, Long> one = Map.of(name, 1L);
    return byName(name::equals, n -> limit, call -> one, refusal);
  }

  /** A quota of one name that bounds what a single call asks for: nothing holds of it. */
  public static Quota ofCall(
      String name, double limit, ToLongFunction<Call> asked, Refusal refusal) {
    return byName(
        name::equals,
        n -> limit,
        call -> {
          long amount = asked.applyAsLong(call);
          return amount == 0 ? Map.of() : Map.of(name, amount);
        },
        refusal);
  }

  /** A quota whose names depend on what the call asks for. */
  public static Quota byName(
      Predicate<String> isNamed,
      ToDoubleFunction<String> limit,
      Function<Call, Map<String, Long>> asked,
      Refusal refusal) {
    return new Quota(isNamed, limit, limit, asked, call -> "", call -> Optional.empty(), refusal);
  }

  /** The same quota with another value in a new account. */
  public Quota initially(double value) {
    return initially(name -> value);
  }

  /** The same quota with other values in a new account, by name. */
  public Quota initially(ToDoubleFunction<String> values) {
    return new Quota(isNamed, limit, values, asked, whose, taken, refusal);
  }

  /**
   * The same quota, counted for each of something, such as a project, of which the call is for one;
   * see {@link Holding#of(String, Function)}.
   */
  public Quota per(Function<Call, String> what) {
    return new Quota(isNamed, limit, initial, asked, what, taken, refusal);
  }

  /** The same quota, of calls that can take over what a resource holds. */
  public Quota takingOver(Function<Call, Optional<Resource>> share) {
    return new Quota(isNamed, limit, initial, asked, whose, share, refusal);
  }

  /**
   * Refuses a call that asks for too much; most handlers do that themselves.
   *
   * @throws ServiceError if it does
   */
  public void verify(Call call) {
    for (Map.Entry<String, Long> more : asked.apply(call).entrySet()) {
      if (more.getValue() > 0) {
        verify(call, more.getKey(), more.getValue());
      }
    }
  }

  private void verify(Call call, String name, long more) {
    double inForce =
        call.world().quotas().limit(name, limit.applyAsDouble(name), initial.applyAsDouble(name));
    boolean exhausted = call.world().quotas().isExhausted(name);
    if (Double.isInfinite(inForce) && !exhausted) {
      return;
    }
    double inUse = used(call, Holding.counted(name, whose.apply(call)));
    if (exhausted) {
      inForce = Double.isInfinite(inForce) ? inUse : inForce;
      inUse = Math.max(inUse, inForce);
    }
    if (inUse + more > inForce) {
      throw refusal.error(call, new Excess(name, inForce, inUse, more));
    }
  }

  private double used(Call call, String counted) {
    ResourceStore store = call.world().registry();
    long free = taken.apply(call).map(resource -> store.held(resource, counted)).orElse(0L);
    return store.used(counted) - free;
  }
}
