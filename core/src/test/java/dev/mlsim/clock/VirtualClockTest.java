package dev.mlsim.clock;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<String> log = new ArrayList<>();

  private Timer at(long seconds, String what) {
    return clock.schedule(START.plusSeconds(seconds), what, () -> log.add(what));
  }

  private static Fired fired(long seconds, String what) {
    return new Fired(START.plusSeconds(seconds), what);
  }

  @Test
  void starts_at_the_given_instant_and_stands_still() {
    assertThat(clock.now()).isEqualTo(START);
    assertThat(clock.pending()).isEmpty();
    assertThat(clock.nextDue()).isEmpty();
    assertThat(clock).hasToString("VirtualClock[2026-01-01T00:00:00Z]");
  }

  @Test
  void advance_moves_time_and_tells_what_fired_in_order() {
    at(30, "second");
    at(10, "first");
    at(61, "later");

    Advance advance = clock.advance(ofMinutes(1));

    assertThat(advance)
        .isEqualTo(
            new Advance(
                START, START.plusSeconds(60), List.of(fired(10, "first"), fired(30, "second"))));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(60));
    assertThat(log).containsExactly("first", "second");
  }

  @Test
  void the_boundary_is_inclusive() {
    at(60, "on the boundary");

    clock.advance(ofSeconds(60).minusNanos(1));
    assertThat(log).isEmpty();

    clock.advance(Duration.ofNanos(1));
    assertThat(log).containsExactly("on the boundary");
  }

  @Test
  void a_timer_sees_its_own_due_time() {
    List<Instant> seen = new ArrayList<>();
    for (int seconds : new int[] {7, 3, 5}) {
      clock.schedule(START.plusSeconds(seconds), "look", () -> seen.add(clock.now()));
    }

    clock.advance(ofSeconds(9));

    assertThat(seen)
        .containsExactly(START.plusSeconds(3), START.plusSeconds(5), START.plusSeconds(7));
  }

  @Test
  void ties_run_in_order_of_registration() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      at(5, name);
    }

    clock.advance(ofSeconds(5));

    assertThat(log).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void a_timer_may_schedule_timers_that_fire_in_the_same_advance() {
    clock.schedule(
        START.plusSeconds(1),
        "parent",
        () -> {
          at(1, "at once");
          at(2, "soon");
          at(9, "later");
        });
    at(2, "registered before");

    Advance advance = clock.advance(ofSeconds(5));

    assertThat(advance.fired())
        .extracting(Fired::what)
        .containsExactly("parent", "at once", "registered before", "soon");
    assertThat(clock.pending()).containsExactly(new Pending(START.plusSeconds(9), "later"));
  }

  @Test
  void a_timer_due_now_fires_with_the_next_advance_also_of_zero() {
    at(0, "now");
    assertThat(log).isEmpty();

    Advance advance = clock.advance(ZERO);

    assertThat(log).containsExactly("now");
    assertThat(advance).isEqualTo(new Advance(START, START, List.of(fired(0, "now"))));
  }

  @Test
  void scheduling_in_the_past_is_refused() {
    clock.advance(ofSeconds(10));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> at(9, "too late"))
        .withMessage(
            "mlsim: cannot schedule [too late] for 2026-01-01T00:00:09Z: it is already"
                + " 2026-01-01T00:00:10Z; schedule it for now (it then fires with the next movement"
                + " of time, also one of zero) or later");
  }

  @Test
  void going_back_is_refused() {
    clock.advance(ofSeconds(10));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(ofSeconds(-1)))
        .withMessage(
            "mlsim: cannot advance by [PT-1S]: it is 2026-01-01T00:00:10Z and time only goes"
                + " forward; advance by zero or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advanceTo(START))
        .withMessage(
            "mlsim: cannot advance to [2026-01-01T00:00:00Z]: it is already 2026-01-01T00:00:10Z"
                + " and time only goes forward");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void going_beyond_the_last_instant_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(ofSeconds(Long.MAX_VALUE)))
        .withMessageStartingWith("mlsim: cannot advance by [PT2562047788015215H30M7S]: it is 2026")
        .withMessageEndingWith("and the last instant is +2000000-01-01T00:00:00Z");
  }

  @Test
  void advanceTo_goes_to_the_instant() {
    at(10, "passed");

    Advance advance = clock.advanceTo(START.plusSeconds(20));

    assertThat(advance.to()).isEqualTo(START.plusSeconds(20)).isEqualTo(clock.now());
    assertThat(advance.fired()).containsExactly(fired(10, "passed"));
    assertThat(clock.advanceTo(clock.now()).fired()).isEmpty();
  }

  @Test
  void advanceToNext_fires_all_that_is_due_then() {
    at(10, "a");
    at(20, "later");
    at(10, "b");

    Advance advance = clock.advanceToNext();

    assertThat(advance.to()).isEqualTo(START.plusSeconds(10));
    assertThat(log).containsExactly("a", "b");
    assertThat(clock.nextDue()).contains(START.plusSeconds(20));
  }

  @Test
  void advanceToNext_is_refused_when_nothing_is_pending() {
    assertThatIllegalStateException()
        .isThrownBy(clock::advanceToNext)
        .withMessage(
            "mlsim: cannot advanceToNext(): nothing is pending, it is 2026-01-01T00:00:00Z;"
                + " advance(Duration) moves time anyway");
  }

  @Test
  void advanceUntil_stops_at_the_timer_that_fulfils_the_condition() {
    at(10, "a");
    at(20, "b");
    at(20, "tie");

    Advance advance = clock.advanceUntil(() -> log.contains("b"), ofHours(1));

    assertThat(advance.to()).isEqualTo(START.plusSeconds(20));
    assertThat(log).containsExactly("a", "b");
    assertThat(clock.pending()).containsExactly(new Pending(START.plusSeconds(20), "tie"));
  }

  @Test
  void advanceUntil_moves_nothing_when_the_condition_holds_already() {
    at(0, "due now");

    Advance advance = clock.advanceUntil(() -> true, ZERO);

    assertThat(advance).isEqualTo(new Advance(START, START, List.of()));
    assertThat(log).isEmpty();
  }

  @Test
  void advanceUntil_is_refused_at_once_when_nothing_is_pending() {
    at(10, "the only one");

    assertThatIllegalStateException()
        .isThrownBy(() -> clock.advanceUntil(() -> false, ofHours(1)))
        .withMessage(
            "mlsim: cannot advanceUntil(condition, PT1H): it is 2026-01-01T00:00:10Z, the condition"
                + " does not hold and nothing is pending that could change it");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void advanceUntil_is_refused_when_the_limit_ends_before_the_next_timer() {
    at(10, "a");
    at(3601, "b");

    assertThatIllegalStateException()
        .isThrownBy(() -> clock.advanceUntil(() -> false, ofHours(1)))
        .withMessage(
            "mlsim: cannot advanceUntil(condition, PT1H): it is 2026-01-01T00:00:10Z, the condition"
                + " does not hold and the limit ends at 2026-01-01T01:00:00Z, before [b] due"
                + " 2026-01-01T01:00:01Z");
    assertThat(log).containsExactly("a");
  }

  @Test
  void the_condition_runs_without_the_lock_and_may_move_time() {
    Guard lock = new Guard();
    VirtualClock locked = new VirtualClock(START, lock);
    locked.schedule(START.plusSeconds(10), "a", () -> log.add("a"));

    locked.advanceUntil(
        () -> {
          assertThat(lock.isHeldByCurrentThread()).isFalse();
          locked.sleep(ofSeconds(6));
          return log.contains("a");
        },
        ofHours(1));

    assertThat(locked.now()).isEqualTo(START.plusSeconds(16));
  }

  @Test
  void what_the_condition_throws_is_thrown() {
    IllegalStateException failure = new IllegalStateException("no");

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                clock.advanceUntil(
                    () -> {
                      throw failure;
                    },
                    ofHours(1)))
        .isSameAs(failure);
    assertThat(clock.advance(ofSeconds(1)).to()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void runUntilIdle_ends_where_the_last_timer_fired() {
    clock.schedule(START.plusSeconds(10), "a", () -> at(20, "b"));

    Advance advance = clock.runUntilIdle(ofHours(1));

    assertThat(advance.to()).isEqualTo(START.plusSeconds(20));
    assertThat(advance.fired()).containsExactly(fired(10, "a"), fired(20, "b"));
    assertThat(clock.runUntilIdle(ZERO).fired()).isEmpty();
  }

  @Test
  void runUntilIdle_is_refused_when_something_is_left_after_the_limit() {
    at(10, "a");
    for (int hour = 2; hour <= 6; hour++) {
      at(ofHours(hour).toSeconds(), "hour " + hour);
    }

    assertThatIllegalStateException()
        .isThrownBy(() -> clock.runUntilIdle(ofHours(1)))
        .withMessage(
            "mlsim: cannot runUntilIdle(PT1H): it is 2026-01-01T00:00:10Z, the limit ends at"
                + " 2026-01-01T01:00:00Z and still pending is [hour 2] due 2026-01-01T02:00:00Z,"
                + " [hour 3] due 2026-01-01T03:00:00Z, [hour 4] due 2026-01-01T04:00:00Z, and 2 more;"
                + " give a longer limit or cancel it");
  }

  @Test
  void a_limit_may_be_for_ever_but_not_negative() {
    at(10, "a");

    clock.runUntilIdle(ofSeconds(Long.MAX_VALUE));

    assertThat(log).containsExactly("a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.runUntilIdle(ofSeconds(-1)))
        .withMessage("mlsim: cannot runUntilIdle(PT-1S): the limit is negative; give zero or more");
  }

  @Test
  void an_endless_loop_is_refused_naming_the_bound() {
    VirtualClock bounded = new VirtualClock(START, new Guard(), 1000);
    Runnable[] again = new Runnable[1];
    again[0] = () -> bounded.schedule(bounded.now(), "poll", again[0]);
    bounded.schedule(START.plusSeconds(1), "poll", again[0]);

    assertThatIllegalStateException()
        .isThrownBy(() -> bounded.advance(ofHours(1)))
        .withMessage(
            "mlsim: gave up on advance(PT1H) at 2026-01-01T00:00:01Z: 1,000 timers have fired, the"
                + " bound for one movement of time, and [poll] is due next; a timer that schedules"
                + " another without delay never ends");
    assertThat(bounded.now()).isEqualTo(START.plusSeconds(1));
    assertThat(bounded.pending()).hasSize(1);
  }

  @Test
  void as_many_timers_as_the_bound_are_fine() {
    VirtualClock bounded = new VirtualClock(START, new Guard(), 1000);
    for (int i = 0; i < 1000; i++) {
      bounded.schedule(START, "timer", () -> {});
    }

    assertThat(bounded.advance(ZERO).fired()).hasSize(1000);
    assertThat(VirtualClock.MAX_FIRINGS).isEqualTo(10_000_000);
  }

  @Test
  void moving_time_from_inside_a_timer_is_refused_whatever_the_call() {
    List<Runnable> calls =
        List.of(
            () -> clock.advance(ofSeconds(1)),
            () -> clock.advanceTo(START.plusSeconds(50)),
            clock::advanceToNext,
            () -> clock.advanceUntil(() -> true, ofSeconds(1)),
            () -> clock.runUntilIdle(ofSeconds(1)),
            () -> clock.sleep(ofSeconds(1)),
            () -> clock.sleepUntil(START.plusSeconds(50)));
    List<String> refusals = new ArrayList<>();
    for (Runnable call : calls) {
      clock.schedule(
          START.plusSeconds(5),
          "eager",
          () -> {
            assertThatIllegalStateException()
                .isThrownBy(call::run)
                .satisfies(refusal -> refusals.add(String.valueOf(refusal.getMessage())));
          });
    }

    clock.advance(ofSeconds(10));

    assertThat(refusals).hasSameSizeAs(calls);
    assertThat(refusals.get(0))
        .isEqualTo(
            "mlsim: cannot advance(PT1S) from inside [eager]: it runs at one instant,"
                + " 2026-01-01T00:00:05Z, while time is being moved; schedule a timer instead, or"
                + " move time when this movement has ended");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void a_timer_runs_under_the_simulators_lock() {
    Guard lock = new Guard();
    VirtualClock locked = new VirtualClock(START, lock);
    locked.schedule(START, "look", () -> log.add("held: " + lock.isHeldByCurrentThread()));

    locked.advance(ZERO);

    assertThat(log).containsExactly("held: true");
    assertThat(lock.isLocked()).isFalse();
  }
}
