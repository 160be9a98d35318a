package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the clock refuses, in the simulator's voice: what you did, what is true, what is possible.
 */
final class Refusal {
  private static final int NAMED = 3;

  private Refusal() {}

  static IllegalArgumentException backBy(Duration duration, Instant now) {
    return new IllegalArgumentException(
        "mlsim: cannot advance by [%s]: it is %s and time only goes forward; advance by zero or more"
            .formatted(duration, now));
  }

  static IllegalArgumentException backTo(Instant target, Instant now) {
    return new IllegalArgumentException(
        "mlsim: cannot advance to [%s]: it is already %s and time only goes forward"
            .formatted(target, now));
  }

  static IllegalArgumentException beyondTime(Duration duration, Instant now) {
    return new IllegalArgumentException(
        "mlsim: cannot advance by [%s]: it is %s and the last instant is %s"
            .formatted(duration, now, Instant.MAX));
  }

  static IllegalArgumentException negativeLimit(String call) {
    return new IllegalArgumentException(
        "mlsim: cannot %s: the limit is negative; give zero or more".formatted(call));
  }

  static IllegalStateException insideTimer(String call, String what, Instant now) {
    return new IllegalStateException(
        ("mlsim: cannot %s from inside [%s]: it runs at one instant, %s, while time is being moved;"
                + " schedule a timer instead, or move time when this movement has ended")
            .formatted(call, what, now));
  }

  static IllegalArgumentException inThePast(String what, Instant due, Instant now) {
    return new IllegalArgumentException(
        ("mlsim: cannot schedule [%s] for %s: it is already %s; schedule it for now (it then fires"
                + " with the next movement of time, also one of zero) or later")
            .formatted(what, due, now));
  }

  static IllegalStateException nothingPending(String call, Instant now) {
    return new IllegalStateException(
        "mlsim: cannot %s: nothing is pending, it is %s; advance(Duration) moves time anyway"
            .formatted(call, now));
  }

  static IllegalStateException neverHolds(
      String call, Instant now, Instant deadline, List<Pending> ahead) {
    String truth =
        ahead.isEmpty()
            ? "it is %s, the condition does not hold and nothing is pending that could change it"
                .formatted(now)
            : "it is %s, the condition does not hold and the limit ends at %s, before %s"
                .formatted(now, deadline, named(ahead));
    return new IllegalStateException("mlsim: cannot %s: %s".formatted(call, truth));
  }

  static IllegalStateException neverIdle(
      String call, Instant now, Instant deadline, List<Pending> ahead) {
    return new IllegalStateException(
        ("mlsim: cannot %s: it is %s, the limit ends at %s and still pending is %s; give a longer"
                + " limit or cancel it")
            .formatted(call, now, deadline, named(ahead)));
  }

  static IllegalStateException endless(String call, int bound, String what, Instant now) {
    return new IllegalStateException(
        ("mlsim: gave up on %s at %s: %s timers have fired, the bound for one movement of time, and"
                + " [%s] is due next; a timer that schedules another without delay never ends")
            .formatted(call, now, count(bound), what));
  }

  static IllegalStateException taskUnderLock(Instant now) {
    return new IllegalStateException(
        ("mlsim: cannot run a scheduled task at %s on the thread that scheduled it: it holds the"
                + " simulator's lock; give the self-advancing view an executor with its own threads")
            .formatted(now));
  }

  static IllegalStateException endlessTasks(int bound, Instant now) {
    return new IllegalStateException(
        ("mlsim: gave up running scheduled tasks at %s: %s have run, the bound for a chain of tasks"
                + " that schedule each other on one thread")
            .formatted(now, count(bound)));
  }

  static IllegalArgumentException period(long period, TimeUnit unit) {
    return new IllegalArgumentException(
        "mlsim: cannot repeat a task every [%d %s]: the period must be positive"
            .formatted(period, unit));
  }

  static IllegalStateException waitWithoutLimit(String what, Instant due, Instant now) {
    return new IllegalStateException(
        ("mlsim: cannot wait without limit for [%s]: it is due at %s, it is %s and this wait moves no"
                + " time, so it might never end; advance the clock first, or wait with a limit, which"
                + " moves time as a sleep does")
            .formatted(what, due, now));
  }

  static IllegalStateException parties(int parties) {
    return new IllegalStateException(
        "mlsim: cannot join the time barrier: all its %d parties have joined".formatted(parties));
  }

  static IllegalArgumentException noParties(int parties) {
    return new IllegalArgumentException(
        "mlsim: cannot make a time barrier for [%d] parties: it takes at least one"
            .formatted(parties));
  }

  static IllegalStateException secondBarrier() {
    return new IllegalStateException(
        "mlsim: cannot make a second time barrier: the clock has one, which is not closed yet");
  }

  static IllegalStateException joined(Thread thread) {
    return new IllegalStateException(
        "mlsim: cannot join the time barrier: thread [%s] is one of its parties already"
            .formatted(thread.getName()));
  }

  static IllegalStateException closedBarrier() {
    return new IllegalStateException("mlsim: cannot join the time barrier: it is closed");
  }

  static IllegalStateException partyUnderLock(Instant target) {
    return new IllegalStateException(
        ("mlsim: cannot sleep until %s as a party of a time barrier: this thread holds the"
                + " simulator's lock, so the other parties could never fall asleep; sleep outside it")
            .formatted(target));
  }

  static IllegalStateException interrupted(Instant target, Instant now) {
    return new IllegalStateException(
        "mlsim: interrupted at %s while asleep until %s; the party has left the time barrier"
            .formatted(now, target));
  }

  /** In thousands, whatever the machine's locale. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String named(List<Pending> ahead) {
    StringBuilder names = new StringBuilder();
    for (Pending pending : ahead.subList(0, Math.min(NAMED, ahead.size()))) {
      names.append(names.isEmpty() ? "" : ", ");
      names.append('[').append(pending.what()).append("] due ").append(pending.due());
    }
    return names
        .append(ahead.size() > NAMED ? ", and " + count(ahead.size() - NAMED) + " more" : "")
        .toString();
  }
}
