package dev.mlsim.service;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A quota of the account, as its service declares it.
 *
 * @param name the name that AWS gives it, for a call: most are the same for all calls
 * @param isNamed whether a name is one that this quota can have
 * @param limit the value for a name where the test sets none, in an established account
 * @param initial the same in a new account
 * @param used how much of it is in use when the call comes
 * @param asked how much more the call asks for
 * @param refusal the error of a call that asks for too much
 */
public record Quota(
    Function<Call, String> name,
    Predicate<String> isNamed,
    ToDoubleFunction<String> limit,
    ToDoubleFunction<String> initial,
    ToDoubleFunction<Call> used,
    ToDoubleFunction<Call> asked,
    Refusal refusal) {

  /** A quota that is the same in new and in established accounts. */
  public Quota(
      Function<Call, String> name,
      Predicate<String> isNamed,
      ToDoubleFunction<String> limit,
      ToDoubleFunction<Call> used,
      ToDoubleFunction<Call> asked,
      Refusal refusal) {
    this(name, isNamed, limit, limit, used, asked, refusal);
  }

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
  public static Quota of(String name, double limit, ToDoubleFunction<Call> used, Refusal refusal) {
    return new Quota(call -> name, name::equals, n -> limit, used, call -> 1, refusal);
  }

  /** The same quota with another value in a new account. */
  public Quota initially(double value) {
    return new Quota(name, isNamed, limit, n -> value, used, asked, refusal);
  }

  /** How many resources of a type are not at rest, for {@link #of}. */
  public static ToDoubleFunction<Call> unfinished(TypeRef type) {
    return call -> call.world().registry().unfinished(type).size();
  }

  /** How many resources of a type there are, for {@link #of}. */
  public static ToDoubleFunction<Call> existing(TypeRef type) {
    return call -> call.world().registry().all(type).size();
  }

  void verify(Call call) {
    double more = asked.applyAsDouble(call);
    if (more <= 0) {
      return;
    }
    String quota = name.apply(call);
    QuotaLimits quotas = call.world().quotas();
    double inForce = quotas.limit(quota, limit.applyAsDouble(quota), initial.applyAsDouble(quota));
    boolean exhausted = quotas.isExhausted(quota);
    if (Double.isInfinite(inForce) && !exhausted) {
      return; // nothing to count: counting would look at every resource, at every call
    }
    double inUse = used.applyAsDouble(call);
    if (exhausted) {
      inForce = Double.isInfinite(inForce) ? inUse : inForce;
      inUse = Math.max(inUse, inForce);
    }
    if (inUse + more > inForce) {
      throw refusal.error(call, new Excess(quota, inForce, inUse, more));
    }
  }
}
