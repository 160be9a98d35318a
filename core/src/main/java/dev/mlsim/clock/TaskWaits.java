package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The waits for scheduled tasks. One with a limit is a sleep: it moves time, at most to its limit.
 * One without would hang unless somebody else moved time, so it is refused, except where the task
 * runs by itself.
 */
final class TaskWaits {
  private final VirtualClock clock;
  private final @Nullable SelfAdvance self;

  TaskWaits(VirtualClock clock, @Nullable SelfAdvance self) {
    this.clock = clock;
    this.self = self;
  }

  /** Returns where the task is done, or will be without this thread; refuses otherwise. */
  void withoutLimit(ScheduledTask<?> task) {
    if (!runsElsewhere(task) && !runsNow(task)) {
      throw Refusal.waitWithoutLimit(task.what(), task.due(), clock.now());
    }
  }

  /** Moves time until the task is done; false if it is not done by the limit. */
  boolean atMost(ScheduledTask<?> task, Duration limit) {
    String call = "get(" + limit + ")";
    Instant deadline = Timeline.plus(clock.now(), limit);
    if (endsBy(task, call, deadline)) {
      return true;
    }
    moveUntilDone(task, call, deadline);
    return task.isDone();
  }

  /** Moves time until the executor has terminated; false if it has not by the limit. */
  boolean termination(VirtualScheduler executor, Duration limit) throws InterruptedException {
    String call = "awaitTermination(" + limit + ")";
    Instant deadline = Timeline.plus(clock.now(), limit);
    while (!executor.isTerminated()) {
      Optional<ScheduledTask<?>> next =
          executor.live().stream().min(Comparator.comparing(ScheduledTask::due));
      if (next.isEmpty() || !endsBy(next.get(), call, deadline)) {
        clock.movement(call, Aim.notBefore(deadline)).toTarget();
        return executor.isTerminated();
      }
      awaitEnd(next.get());
    }
    return true;
  }

  /**
   * Moves time to the due time, no further: beyond it only another thread that runs the task can
   * end it. True if it is done or such a thread runs it.
   */
  private boolean endsBy(ScheduledTask<?> task, String call, Instant deadline) {
    Instant due = task.due();
    if (due.isAfter(deadline)) {
      return false;
    }
    if (!runsElsewhere(task)) {
      moveUntilDone(task, call, due);
    }
    return task.isDone() || runsElsewhere(task);
  }

  private boolean runsElsewhere(ScheduledTask<?> task) {
    Thread runner = task.runner();
    if (runner != null) {
      return runner != Thread.currentThread();
    }
    if (task.movesTime()) {
      return self != null && !self.owesJobs();
    }
    return !task.due().isAfter(clock.now()) && clock.timeline().anotherThreadRunsTasks();
  }

  private boolean runsNow(ScheduledTask<?> task) {
    if (!task.due().isAfter(clock.now())) {
      moveUntilDone(task, "get()", clock.now());
    }
    return task.isDone();
  }

  private void moveUntilDone(ScheduledTask<?> task, String call, Instant deadline) {
    clock.movement(call, Aim.notBefore(deadline)).until(task::isDone, true, reached -> {});
  }

  private static void awaitEnd(ScheduledTask<?> task) throws InterruptedException {
    try {
      task.get();
    } catch (ExecutionException | CancellationException ended) {
      // It has ended, which is all that was waited for.
    }
  }
}
