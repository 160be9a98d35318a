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
        String.format(
            Locale.ROOT,
            "mlsim: cannot advance by [%s]: it is %s and time only goes forward; advance by zero or more",
            duration,
            now));
  }

  static IllegalArgumentException backTo(Instant target, Instant now) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot advance to [%s]: it is already %s and time only goes forward",
            target,
            now));
  }

  static IllegalArgumentException beyondTime(String move, Instant now) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot advance %s: it is %s and the last instant is %s",
            move,
            now,
            TimeBounds.LAST));
  }

  static IllegalArgumentException sleepBeyondTime(Instant target, Instant now) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot sleep until [%s]: it is %s and the last instant is %s",
            target,
            now,
            TimeBounds.LAST));
  }

  static IllegalArgumentException startBeyondTime(Instant start) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: a clock cannot start at [%s]; the first instant is %s and the last is %s",
            start,
            TimeBounds.FIRST,
            TimeBounds.LAST));
  }

  static IllegalArgumentException negativeLimit(String call) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT, "mlsim: cannot %s: the limit is negative; give zero or more", call));
  }

  static IllegalStateException insideTimer(String call, String what, Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot %s from inside [%s]: it runs at one instant, %s, while time is being moved;"
                + " schedule a timer instead, or move time when this movement has ended",
            call,
            what,
            now));
  }

  static IllegalArgumentException inThePast(String what, Instant due, Instant now) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot schedule [%s] for %s: it is already %s; schedule it for now (it then fires"
                + " with the next movement of time, also one of zero) or later",
            what,
            due,
            now));
  }

  static IllegalStateException nothingPending(String call, Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot %s: nothing is pending, it is %s; advance(Duration) moves time anyway",
            call,
            now));
  }

  static IllegalStateException neverHolds(
      String call, Instant now, Instant deadline, List<Pending> ahead) {
    String truth =
        ahead.isEmpty()
            ? String.format(
                Locale.ROOT,
                "it is %s, the condition does not hold and nothing is pending that could change it",
                now)
            : String.format(
                Locale.ROOT,
                "it is %s, the condition does not hold and the limit ends at %s, before %s",
                now,
                deadline,
                named(ahead));
    return new IllegalStateException(
        String.format(Locale.ROOT, "mlsim: cannot %s: %s", call, truth));
  }

  static IllegalStateException neverIdle(
      String call, Instant now, Instant deadline, List<Pending> ahead) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot %s: it is %s, the limit ends at %s and still pending is %s; give a longer"
                + " limit or cancel it",
            call,
            now,
            deadline,
            named(ahead)));
  }

  static IllegalStateException endless(String call, int bound, String what, Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: gave up on %s at %s: %s timers have fired, the bound for one movement of time, and"
                + " [%s] is due next; a timer that schedules another without delay never ends",
            call,
            now,
            count(bound),
            what));
  }

  static IllegalStateException taskUnderLock(Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot run a scheduled task at %s on the thread that scheduled it: it holds the"
                + " simulator's lock; give the self-advancing view an executor with its own threads",
            now));
  }

  static IllegalStateException endlessTasks(int bound, Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: gave up running scheduled tasks at %s: %s have run, the bound for a chain of tasks"
                + " that schedule each other on one thread",
            now,
            count(bound)));
  }

  static IllegalArgumentException period(long period, TimeUnit unit) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot repeat a task every [%d %s]: the period must be positive",
            period,
            unit));
  }

  static IllegalStateException waitWithoutLimit(String what, Instant due, Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot wait without limit for [%s]: it is due at %s, it is %s and this wait moves no"
                + " time, so it might never end; advance the clock first, or wait with a limit, which"
                + " moves time as a sleep does",
            what,
            due,
            now));
  }

  static IllegalStateException parties(int parties) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot join the time barrier: all its %d parties have joined",
            parties));
  }

  static IllegalArgumentException noParties(int parties) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot make a time barrier for [%d] parties: it takes at least one",
            parties));
  }

  static IllegalStateException secondBarrier() {
    return new IllegalStateException(
        "mlsim: cannot make a second time barrier: the clock has one, which is not closed yet");
  }

  static IllegalStateException joined(Thread thread) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot join the time barrier: thread [%s] is one of its parties already",
            thread.getName()));
  }

  static IllegalStateException closedBarrier() {
    return new IllegalStateException("mlsim: cannot join the time barrier: it is closed");
  }

  static IllegalStateException partyUnderLock(Instant target) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: cannot sleep until %s as a party of a time barrier: this thread holds the"
                + " simulator's lock, so the other parties could never fall asleep; sleep outside it",
            target));
  }

  static IllegalStateException interrupted(Instant target, Instant now) {
    return new IllegalStateException(
        String.format(
            Locale.ROOT,
            "mlsim: interrupted at %s while asleep until %s; the party has left the time barrier",
            now,
            target));
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
