package dev.mlsim.engine.rules;

import dev.mlsim.service.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Picks by whole calls of the code's: all attempts that an SDK makes of one count as one. It knows
 * the latest {@value #BOUND} calls again; an attempt of an older one, or one of which nothing tells
 * the call, is a call of its own.
 */
final class ByCall implements Pick {
  private static final int BOUND = 64;

  private final String says;
  private final LongPredicate call;
  private Seen seen = new Seen(0, List.of());

  /**
   * What has come by.
   *
   * @param calls how many calls
   * @param latest the latest of them, oldest first
   */
  private record Seen(long calls, List<OneCall> latest) {}

  /**
   * A call that has come by.
   *
   * @param invocation what its attempts have in common
   * @param number which one it is, from 1
   */
  private record OneCall(String invocation, long number) {}

  private ByCall(String says, LongPredicate call) {
    this.says = says;
    this.call = call;
  }

  static Pick nth(int n) {
    return new ByCall("call " + n + " with its retries", number -> number == n);
  }

  static Pick after(int n) {
    return new ByCall(
        "all calls after the first " + n + " with their retries", number -> number > n);
  }

  @Override
  public boolean takes(ObservedCall observed, SeededRandom random) {
    return call.test(numberOf(observed.invocation()));
  }

  private long numberOf(String invocation) {
    for (OneCall known : seen.latest()) {
      if (known.invocation().equals(invocation) && !invocation.isEmpty()) {
        return known.number();
      }
    }
    long number = seen.calls() + 1;
    List<OneCall> latest = new ArrayList<>(seen.latest());
    latest.add(new OneCall(invocation, number));
    seen = new Seen(number, latest.size() > BOUND ? latest.subList(1, BOUND + 1) : latest);
    return number;
  }

  @Override
  public String says() {
    return says;
  }

  @Override
  public Pick fresh() {
    return new ByCall(says, call);
  }

  @Override
  public Object counted() {
    return seen;
  }

  @Override
  public void goOnFrom(Object counted) {
    seen = (Seen) counted;
  }
}
