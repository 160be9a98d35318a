package dev.mlsim.clock;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualSchedulerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Guard lock = new Guard();
  private final VirtualClock clock = new VirtualClock(START, lock);
  private final ScheduledExecutorService scheduler = clock.scheduledExecutorService();
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private void note(String what) {
    log.add(what + " at " + Duration.between(START, clock.now()).toSeconds());
  }

  @Test
  void a_task_runs_when_time_reaches_it_on_the_thread_that_moves_it() throws Exception {
    Thread me = Thread.currentThread();
    ScheduledFuture<Boolean> future =
        scheduler.schedule(() -> Thread.currentThread() == me, 10, SECONDS);

    clock.advance(ofSeconds(9));
    assertThat(future.isDone()).isFalse();
    assertThat(future.getDelay(MILLISECONDS)).isEqualTo(1000);

    clock.advance(ofSeconds(1));
    assertThat(future.get()).isTrue();
  }

  @Test
  void tasks_and_timers_run_in_one_order_and_are_listed_together() {
    scheduler.schedule(() -> note("task"), 2, SECONDS).isDone();
    clock.schedule(START.plusSeconds(1), "a", () -> note("a"));
    clock.schedule(START.plusSeconds(2), "b", () -> note("b"));

    assertThat(clock.pending())
        .extracting(Pending::what)
        .containsExactly("a", "scheduled task of VirtualSchedulerTest", "b");
    assertThat(clock.advance(ofMinutes(1)).fired()).hasSize(3);
    assertThat(log).containsExactly("a at 1", "task at 2", "b at 2");
  }

  @Test
  void a_task_runs_without_the_lock() throws Exception {
    Future<?> held =
        scheduler.schedule(() -> note("held: " + lock.isHeldByCurrentThread()), 1, SECONDS);

    clock.advance(ofSeconds(1));

    assertThat(held.get()).isNull();
    assertThat(log).containsExactly("held: false at 1");
  }

  @Test
  void a_task_may_wait_for_another_thread_that_uses_the_clock() throws Exception {
    Future<Instant> waits =
        scheduler.schedule(
            () ->
                threads
                    .submit(
                        () -> {
                          clock.sleep(ofSeconds(5));
                          return clock.now();
                        })
                    .get(),
            1,
            SECONDS);

    Advance advance = clock.advance(ofSeconds(2));

    assertThat(waits.get()).isEqualTo(START.plusSeconds(6));
    assertThat(advance.to()).isEqualTo(START.plusSeconds(6));
  }

  @Test
  void what_falls_due_while_a_task_sleeps_runs_after_it_but_timers_fire_in_time() {
    execute(
        1,
        () -> {
          note("start");
          clock.sleep(ofSeconds(5));
          note("end");
        });
    execute(2, () -> note("delayed"));
    clock.schedule(START.plusSeconds(3), "timer", () -> note("timer"));

    Advance advance = clock.advance(ofSeconds(4));

    assertThat(log).containsExactly("start at 1", "timer at 3", "end at 6", "delayed at 6");
    assertThat(advance.to()).isEqualTo(START.plusSeconds(6));
    assertThat(advance.fired())
        .extracting(Fired::at)
        .containsExactly(START.plusSeconds(1), START.plusSeconds(3), START.plusSeconds(6));
  }

  private void execute(long seconds, Runnable task) {
    assertThat(scheduler.schedule(task, seconds, SECONDS).isDone()).isFalse();
  }

  @Test
  void a_movement_under_the_simulators_lock_leaves_tasks_for_the_next_one() {
    execute(1, () -> note("task"));
    lock.lock();
    try {
      clock.advance(ofSeconds(2));
      assertThat(log).isEmpty();
      assertThat(clock.pending()).hasSize(1);
      assertThat(clock.nextDue()).contains(START.plusSeconds(1));
    } finally {
      lock.unlock();
    }

    clock.advance(ZERO);

    assertThat(log).containsExactly("task at 2");
    assertThat(clock.pending()).isEmpty();
  }

  @Test
  void a_task_left_for_later_can_be_cancelled_and_is_next() {
    ScheduledFuture<?> cancelled = scheduler.schedule(() -> note("cancelled"), 1, SECONDS);
    execute(1, () -> note("task"));
    lock.lock();
    try {
      clock.advance(ofSeconds(2));
    } finally {
      lock.unlock();
    }

    cancelled.cancel(false);
    clock.advanceToNext();

    assertThat(log).containsExactly("task at 2");
  }

  @Test
  void a_submitted_task_that_is_cancelled_is_ahead_no_more() {
    Future<?> task = scheduler.submit(() -> note("no"));

    task.cancel(false);

    assertThat(clock.pending()).isEmpty();
  }

  @Test
  void a_failure_is_held_by_the_future() {
    ScheduledFuture<Object> future =
        scheduler.schedule(
            () -> {
              throw new IllegalStateException("boom");
            },
            1,
            SECONDS);

    clock.advance(ofSeconds(1));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(future::get)
        .havingCause()
        .withMessage("boom");
  }

  @Test
  void a_failure_without_a_future_is_thrown_by_the_movement() {
    scheduler.execute(
        () -> {
          throw new IllegalStateException("boom");
        });
    scheduler.execute(() -> note("next"));

    assertThatExceptionOfType(TimerFailedException.class)
        .isThrownBy(() -> clock.advance(ofSeconds(1)))
        .withMessage(
            "mlsim: [scheduled task of VirtualSchedulerTest] failed at 2026-01-01T00:00:00Z:"
                + " java.lang.IllegalStateException: boom");
    assertThat(log).containsExactly("next at 0");
  }

  @Test
  void a_fixed_rate_counts_from_due_to_due_and_a_fixed_delay_from_end_to_start() {
    Runnable slow = () -> clock.sleep(ofSeconds(3));
    ScheduledFuture<?> rate =
        scheduler.scheduleAtFixedRate(
            () -> {
              note("rate");
              slow.run();
            },
            0,
            10,
            SECONDS);
    clock.advanceTo(START.plusSeconds(25));
    rate.cancel(false);
    clock.advanceTo(START.plusSeconds(100));
    scheduler
        .scheduleWithFixedDelay(
            () -> {
              note("delay");
              slow.run();
            },
            0,
            10,
            SECONDS)
        .isDone();
    clock.advanceTo(START.plusSeconds(130));

    assertThat(log)
        .containsExactly(
            "rate at 0",
            "rate at 10",
            "rate at 20",
            "delay at 100",
            "delay at 113",
            "delay at 126");
  }

  @Test
  void a_periodic_task_that_fails_is_not_repeated() {
    ScheduledFuture<?> future =
        scheduler.scheduleAtFixedRate(
            () -> {
              note("once");
              throw new IllegalStateException("boom");
            },
            1,
            1,
            SECONDS);

    clock.advance(ofMinutes(1));

    assertThat(log).containsExactly("once at 1");
    assertThat(future.isDone()).isTrue();
    assertThat(clock.pending()).isEmpty();
  }

  @Test
  void a_periodic_task_may_cancel_itself() {
    List<ScheduledFuture<?>> self = new ArrayList<>();
    self.add(
        scheduler.scheduleAtFixedRate(
            () -> {
              note("poll");
              if (log.size() == 3) {
                self.get(0).cancel(false);
              }
            },
            1,
            1,
            SECONDS));

    clock.runUntilIdle(ofMinutes(1));

    assertThat(log).containsExactly("poll at 1", "poll at 2", "poll at 3");
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> self.get(0).get());
  }

  @Test
  void a_period_must_be_positive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduler.scheduleAtFixedRate(() -> {}, 0, 0, SECONDS))
        .withMessage("mlsim: cannot repeat a task every [0 SECONDS]: the period must be positive");
  }

  @Test
  void a_wait_without_limit_for_a_task_that_is_not_due_is_refused() {
    ScheduledFuture<?> future = scheduler.schedule(() -> {}, 10, SECONDS);

    assertThatIllegalStateException()
        .isThrownBy(future::get)
        .withMessage(
            "mlsim: cannot wait without limit for [scheduled task of VirtualSchedulerTest]: it is"
                + " due at 2026-01-01T00:00:10Z, it is 2026-01-01T00:00:00Z and this wait moves no"
                + " time, so it might never end; advance the clock first, or wait with a limit,"
                + " which moves time as a sleep does");
  }

  @Test
  void a_wait_for_what_is_due_now_runs_it() throws Exception {
    assertThat(scheduler.submit(() -> "done").get()).isEqualTo("done");
    Callable<String> failing =
        () -> {
          throw new IllegalStateException("boom");
        };
    List<Callable<String>> both = List.of(() -> "a", () -> "b");
    assertThat(scheduler.invokeAll(both)).extracting(Future::get).containsExactly("a", "b");
    assertThat(scheduler.invokeAll(both, 1, SECONDS)).allMatch(Future::isDone);
    assertThat(scheduler.invokeAny(List.of(failing, both.get(1)))).isEqualTo("b");
    assertThat(scheduler.invokeAny(both, 1, SECONDS)).isEqualTo("a");
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> scheduler.invokeAny(List.of(failing)))
        .havingCause()
        .withMessage("boom");
    assertThatIllegalArgumentException().isThrownBy(() -> scheduler.invokeAny(List.of()));
    assertThat(clock.now()).isEqualTo(START);
  }

  @Test
  void a_wait_with_a_limit_moves_time_as_far_as_needed_or_to_the_limit() throws Exception {
    ScheduledFuture<String> soon = scheduler.schedule(() -> "soon", 10, SECONDS);
    ScheduledFuture<String> later = scheduler.schedule(() -> "later", 1, HOURS);

    assertThat(soon.get(60, SECONDS)).isEqualTo("soon");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> later.get(60, SECONDS))
        .withMessage(
            "mlsim: [scheduled task of VirtualSchedulerTest] is not done at 2026-01-01T00:01:10Z,"
                + " it is due at 2026-01-01T01:00:00Z");
    assertThat(clock.now()).isEqualTo(START.plusSeconds(70));
  }

  @Test
  void a_wait_for_oneself_is_refused() {
    List<ScheduledFuture<?>> self = new ArrayList<>();
    self.add(
        scheduler.schedule(
            () -> {
              assertThatIllegalStateException().isThrownBy(() -> self.get(0).get());
              log.add("refused");
            },
            1,
            SECONDS));

    clock.advance(ofSeconds(1));

    assertThat(log).containsExactly("refused");
  }

  @Test
  void a_wait_for_a_task_that_another_thread_runs_lasts_until_it_ends() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<String> task =
        scheduler.submit(
            () -> {
              started.countDown();
              finish.await();
              return "done";
            });
    Future<Advance> advance = threads.submit(() -> clock.advance(ofSeconds(1)));
    started.await();
    Future<String> waiting = threads.submit(() -> task.get());

    finish.countDown();

    assertThat(waiting.get()).isEqualTo("done");
    assertThat(advance.get().to()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void a_wait_for_a_task_that_another_thread_is_to_run_lasts_until_it_ends() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    Future<String> first =
        scheduler.submit(
            () -> {
              started.countDown();
              finish.await();
              return "first";
            });
    Future<String> next = scheduler.submit(() -> "next");
    Future<Advance> advance = threads.submit(() -> clock.advance(ofSeconds(1)));
    started.await();

    FutureTask<String> waiting = new FutureTask<>(next::get);
    Thread waiter = new Thread(waiting);
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING && !waiting.isDone()) {
      Thread.onSpinWait();
    }
    finish.countDown();

    assertThat(first.get()).isEqualTo("first");
    assertThat(waiting.get()).isEqualTo("next");
    assertThat(advance.get().to()).isEqualTo(START.plusSeconds(1));
  }

  @Test
  void shutdown_keeps_delayed_tasks_and_cancels_periodic_ones() throws Exception {
    execute(10, () -> note("delayed"));
    ScheduledFuture<?> periodic = scheduler.scheduleAtFixedRate(() -> note("no"), 1, 1, SECONDS);

    assertThat(scheduler.isShutdown()).isFalse();
    scheduler.shutdown();

    assertThat(periodic.isCancelled()).isTrue();
    assertThat(scheduler.isShutdown()).isTrue();
    assertThat(scheduler.isTerminated()).isFalse();
    assertThat(scheduler.awaitTermination(5, SECONDS)).isFalse();
    assertThat(clock.now()).isEqualTo(START.plusSeconds(5));
    assertThat(scheduler.awaitTermination(Long.MAX_VALUE, NANOSECONDS)).isTrue();
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
    assertThat(log).containsExactly("delayed at 10");
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> scheduler.execute(() -> {}))
        .withMessage(
            "mlsim: cannot take [scheduled task of VirtualSchedulerTest]: the executor is shut"
                + " down");
  }

  @Test
  void shutdownNow_cancels_all_and_returns_them() throws Exception {
    ScheduledFuture<?> delayed = scheduler.schedule(() -> note("no"), 10, DAYS);

    assertThat(scheduler.shutdownNow()).hasSize(1);

    assertThat(delayed.isCancelled()).isTrue();
    assertThat(scheduler.isTerminated()).isTrue();
    assertThat(scheduler.awaitTermination(1, DAYS)).isTrue();
    assertThat(clock.now()).isEqualTo(START);
    assertThat(clock.pending()).isEmpty();
  }

  @Test
  void a_completable_future_can_use_it() {
    CompletableFuture<String> future = CompletableFuture.supplyAsync(() -> "done", scheduler);
    assertThat(future).isNotDone();

    clock.advance(ZERO);

    assertThat(future).isCompletedWithValue("done");
  }

  @Test
  void a_delay_may_be_for_ever_or_negative() {
    ScheduledFuture<?> never = scheduler.schedule(() -> {}, Long.MAX_VALUE, DAYS);
    execute(-5, () -> note("now"));

    clock.advance(ofSeconds(1));

    assertThat(never.isDone()).isFalse();
    assertThat(log).containsExactly("now at 0");
  }
}
