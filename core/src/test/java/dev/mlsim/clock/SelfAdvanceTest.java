package dev.mlsim.clock;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SelfAdvanceTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Guard lock = new Guard();
  private final VirtualClock clock = new VirtualClock(START, lock, 100_000);
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Queue<Runnable> jobs = new ArrayDeque<>();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private ScheduledExecutorService queued() {
    return clock.selfAdvancingExecutorService(jobs::add);
  }

  private ScheduledExecutorService direct() {
    return clock.selfAdvancingExecutorService(Runnable::run);
  }

  private void runJobs() {
    for (Runnable job = jobs.poll(); job != null; job = jobs.poll()) {
      job.run();
    }
  }

  private void note(String what) {
    log.add(what + " at " + Duration.between(START, clock.now()).toSeconds());
  }

  private Future<?> schedule(ScheduledExecutorService scheduler, long seconds, Runnable task) {
    return scheduler.schedule(task, seconds, SECONDS);
  }

  @Test
  void a_task_moves_time_and_runs_on_the_given_executor() throws Exception {
    ScheduledExecutorService scheduler = clock.selfAdvancingExecutorService(threads);
    Thread me = Thread.currentThread();

    ScheduledFuture<Boolean> elsewhere =
        scheduler.schedule(() -> Thread.currentThread() != me, 10, SECONDS);

    assertThat(elsewhere.get()).isTrue();
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void tasks_scheduled_together_overlap_and_run_in_order_of_due_time() {
    ScheduledExecutorService scheduler = queued();
    List<Future<?>> futures =
        List.of(
            schedule(scheduler, 10, () -> note("a")),
            schedule(scheduler, 1, () -> note("b")),
            schedule(scheduler, 10, () -> note("c")));
    assertThat(clock.now()).isEqualTo(START);

    runJobs();

    assertThat(log).containsExactly("b at 1", "a at 10", "c at 10");
    assertThat(futures).allMatch(Future::isDone);
  }

  @Test
  void timers_on_the_way_fire_before_the_task() {
    clock.schedule(START.plusSeconds(10), "timer", () -> note("timer"));

    assertThat(schedule(direct(), 10, () -> note("task"))).isDone();

    assertThat(log).containsExactly("timer at 10", "task at 10");
  }

  @Test
  void a_task_runs_without_the_lock_also_when_scheduled_under_it() {
    Future<?> future;
    lock.lock();
    try {
      future = schedule(queued(), 1, () -> log.add("held: " + lock.isHeldByCurrentThread()));
    } finally {
      lock.unlock();
    }

    runJobs();

    assertThat(future).isDone();
    assertThat(log).containsExactly("held: false");
  }

  @Test
  void running_a_task_on_a_thread_that_holds_the_lock_is_refused() {
    ScheduledExecutorService scheduler = direct();
    lock.lock();
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> schedule(scheduler, 1, () -> note("never")))
          .withMessage(
              "mlsim: cannot run a scheduled task at 2026-01-01T00:00:00Z on the thread that"
                  + " scheduled it: it holds the simulator's lock; give the self-advancing view an"
                  + " executor with its own threads");
    } finally {
      lock.unlock();
    }
    scheduler.shutdown();

    assertThat(log).isEmpty();
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void a_long_chain_of_retries_takes_no_stack() {
    ScheduledExecutorService scheduler = direct();
    CompletableFuture<Integer> end = new CompletableFuture<>();

    retry(scheduler, 50_000, end);

    assertThat(end).isCompletedWithValue(0);
    assertThat(clock.now()).isEqualTo(START.plusSeconds(50_000));
  }

  private void retry(ScheduledExecutorService scheduler, int left, CompletableFuture<Integer> end) {
    if (left == 0) {
      end.complete(0);
      return;
    }
    CompletableFuture<Void> attempt = new CompletableFuture<>();
    CompletableFuture<Void> next = attempt.thenRun(() -> retry(scheduler, left - 1, end));
    assertThat(schedule(scheduler, 1, () -> attempt.complete(null))).isNotNull();
    assertThat(next).isNotCompletedExceptionally();
  }

  @Test
  void an_endless_chain_on_one_thread_is_refused_naming_the_bound() {
    ScheduledExecutorService scheduler = direct();
    Runnable[] again = new Runnable[1];
    again[0] = () -> scheduler.schedule(again[0], 0, SECONDS).isDone();

    assertThatIllegalStateException()
        .isThrownBy(() -> schedule(scheduler, 1, again[0]))
        .withMessage(
            "mlsim: gave up running scheduled tasks at 2026-01-01T00:00:01Z: 100,000 have run, the"
                + " bound for a chain of tasks that schedule each other on one thread");
  }

  @Test
  void a_task_that_blocks_keeps_no_other_from_running() throws Exception {
    ScheduledExecutorService scheduler = clock.selfAdvancingExecutorService(threads);
    CountDownLatch second = new CountDownLatch(1);
    ScheduledFuture<String> blocked =
        scheduler.schedule(
            () -> {
              second.await();
              return "released";
            },
            1,
            SECONDS);
    Future<?> releasing = schedule(scheduler, 2, second::countDown);

    assertThat(blocked.get()).isEqualTo("released");
    assertThat(releasing.get()).isNull();
  }

  @Test
  void periodic_and_unchosen_tasks_wait_for_others_to_move_time() {
    Runnable timeout = () -> note("time-out");
    ScheduledExecutorService scheduler =
        clock.selfAdvancingExecutorService(Runnable::run, task -> task != timeout);
    Future<?> waiting = schedule(scheduler, 30, timeout);
    ScheduledFuture<?> periodic =
        scheduler.scheduleAtFixedRate(() -> note("tick"), 20, 20, SECONDS);
    assertThat(clock.now()).isEqualTo(START);

    assertThat(schedule(scheduler, 25, () -> note("retry"))).isDone();
    assertThat(waiting.isDone()).isFalse();
    clock.advance(ofSeconds(5));

    assertThat(log).containsExactly("tick at 20", "retry at 25", "time-out at 30");
    assertThat(periodic.isDone()).isFalse();
  }

  @Test
  void a_cancelled_task_moves_nothing() {
    Future<?> cancelled = schedule(queued(), 10, () -> note("never"));

    cancelled.cancel(false);
    runJobs();

    assertThat(clock.now()).isEqualTo(START);
    assertThat(log).isEmpty();
  }

  @Test
  void a_task_runs_also_when_a_timer_on_its_way_fails() {
    clock.schedule(
        START.plusSeconds(1),
        "train",
        () -> {
          throw new IllegalStateException("boom");
        });

    assertThatExceptionOfType(TimerFailedException.class)
        .isThrownBy(() -> schedule(direct(), 2, () -> note("task")))
        .withMessageContaining("[train] failed");
    assertThat(log).containsExactly("task at 2");
  }

  @Test
  void a_task_that_the_executor_refuses_is_cancelled() {
    ScheduledExecutorService scheduler =
        clock.selfAdvancingExecutorService(
            job -> {
              throw new RejectedExecutionException("full");
            });

    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> schedule(scheduler, 1, () -> note("never")))
        .withMessage("full");
    scheduler.shutdown();
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void a_wait_inside_a_task_for_one_that_runs_after_it_is_refused() {
    ScheduledExecutorService scheduler = direct();
    List<String> refusals = new ArrayList<>();

    Future<?> outer =
        schedule(
            scheduler,
            1,
            () -> {
              Future<?> inner = schedule(scheduler, 1, () -> note("inner"));
              assertThatIllegalStateException()
                  .isThrownBy(inner::get)
                  .satisfies(refusal -> refusals.add(String.valueOf(refusal.getMessage())));
            });

    assertThat(outer).isDone();
    assertThat(refusals).hasSize(1).first().asString().startsWith("mlsim: cannot wait without");
    assertThat(log).containsExactly("inner at 2");
  }

  @Test
  void a_wait_shorter_than_the_delay_times_out_in_virtual_time() {
    Future<?> future = schedule(queued(), 3600, () -> note("task"));

    assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(60, SECONDS));
    assertThat(clock.now()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void termination_waits_for_the_tasks_on_the_executor() throws Exception {
    ScheduledExecutorService scheduler = clock.selfAdvancingExecutorService(threads);
    Future<?> task = schedule(scheduler, 10, () -> note("task"));
    scheduler.shutdown();

    assertThat(scheduler.awaitTermination(1, HOURS)).isTrue();

    assertThat(task).isDone();
    assertThat(clock.now()).isEqualTo(START.plusSeconds(10));
  }
}
