package dev.mlsim.clock;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a simulator that is restored asks of its clock. */
class RewindTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final Rewind rewind = clock.rewind();
  private final ScheduledExecutorService executor = clock.scheduledExecutorService();
  private final List<String> fired = new ArrayList<>();

  private Optional<String> hindrance() {
    return rewind.hindrance("job"::equals);
  }

  @Test
  void the_timers_ahead_are_told_in_firing_order_with_what_they_are_for() {
    clock.schedule(START.plusSeconds(2), "second", () -> {});
    clock.scheduleInBackground(START.plusSeconds(1), "first", () -> {});
    clock.schedule(START.plusSeconds(3), "cancelled", () -> {}).cancel();

    assertThat(rewind.ahead())
        .containsExactly(
            new Rewind.Ahead(START.plusSeconds(1), "first"),
            new Rewind.Ahead(START.plusSeconds(2), "second"));
  }

  @Test
  void a_clock_with_nothing_but_what_is_copied_ahead_can_be_put_anywhere() {
    Timer timer = clock.schedule(START.plusSeconds(10), "job", () -> fired.add("job"));
    clock.advance(ofSeconds(5));

    assertThat(hindrance()).isEmpty();
    rewind.to(START.minusSeconds(1));

    assertThat(clock.now()).isEqualTo(START.minusSeconds(1));
    assertThat(clock.pending()).isEmpty();
    assertThat(timer.isPending()).isFalse();
    assertThat(timer.cancel()).isFalse();
    clock.advance(ofSeconds(60));
    assertThat(fired).isEmpty();
  }

  @Test
  void a_timer_that_is_not_copied_is_in_the_way() {
    clock.schedule(START.plusSeconds(10), "job", () -> {});
    clock.schedule(START.plusSeconds(20), "party", () -> {});

    assertThat(hindrance())
        .contains(
            "[party] is to happen at 2026-01-01T00:00:20Z, and can't be copied; let it happen or"
                + " cancel it first");
  }

  @Test
  void tasks_of_executors_are_in_the_way_until_they_are_done() {
    Future<?> first = executor.schedule(() -> {}, 1, TimeUnit.SECONDS);
    assertThat(hindrance())
        .contains(
            "1 task waits in executors of the clock, and can't be copied; let them run or cancel"
                + " them first");
    Future<?> second = executor.schedule(() -> {}, 2, TimeUnit.SECONDS);
    assertThat(hindrance()).hasValueSatisfying(why -> assertThat(why).startsWith("2 tasks wait"));

    first.cancel(false);
    clock.advance(ofSeconds(2));
    assertThat(second).isDone();
    assertThat(hindrance()).isEmpty();
  }

  @Test
  void moving_time_is_in_the_way() {
    List<Optional<String>> seen = new ArrayList<>();
    clock.schedule(START.plusSeconds(1), "job", () -> seen.add(hindrance()));
    Future<?> task = executor.schedule(() -> seen.add(hindrance()), 2, TimeUnit.SECONDS);
    clock.onAdvance(moved -> seen.add(hindrance()));

    clock.advance(ofSeconds(3));

    assertThat(task).isDone();
    assertThat(seen)
        .hasSize(3)
        .containsOnly(Optional.of("time is being moved; wait until that has ended"));
    assertThat(hindrance()).isEmpty();
  }

  @Test
  void a_condition_that_is_waited_for_is_in_the_way() {
    List<Optional<String>> seen = new ArrayList<>();
    clock.schedule(START.plusSeconds(1), "job", () -> {});

    clock.advanceUntil(
        () -> {
          seen.add(hindrance());
          return seen.size() == 2;
        },
        ofSeconds(5));

    assertThat(seen).doesNotContain(Optional.empty());
    assertThat(hindrance()).isEmpty();
  }

  @Test
  void a_barrier_is_in_the_way_until_it_is_closed() {
    try (TimeBarrier barrier = clock.barrier(2)) {
      assertThat(barrier).isNotNull();
      assertThat(hindrance()).contains("threads share time by a barrier; close it first");
    }

    assertThat(hindrance()).isEmpty();
  }

  @Test
  void no_call_keeps_the_lock() throws Exception {
    Timer timer = clock.schedule(START.plusSeconds(10), "job", () -> {});
    Timer background = clock.scheduleInBackground(START.plusSeconds(10), "job", () -> {});
    List<Callable<?>> calls =
        List.of(
            clock::pending,
            clock::nextDue,
            () -> clock.timeline().footprint(),
            rewind::ahead,
            this::hindrance,
            timer::cancel,
            timer::cancel,
            background::cancel,
            () -> executor.schedule(() -> {}, 1, TimeUnit.SECONDS).isDone(),
            () -> executor.awaitTermination(0, TimeUnit.SECONDS),
            executor::shutdownNow,
            () -> clock.advance(ofSeconds(1)),
            () -> {
              rewind.to(START);
              return true;
            });

    for (Callable<?> call : calls) {
      call.call();
      assertThat(clock.guard().isLocked()).isFalse();
    }
  }
}
