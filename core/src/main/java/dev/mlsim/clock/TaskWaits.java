package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
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
    if (runsElsewhere(task) && !task.due().isAfter(deadline)) {
      return true;
    }
    moveUntilDone(task, call, deadline);
    return task.isDone();
  }

  /** Moves time until the executor has terminated; false if it has not by the limit. */
  boolean termination(ExecutorService executor, List<ScheduledTask<?>> live, Duration limit)
      throws InterruptedException {
    Instant deadline = Timeline.plus(clock.now(), limit);
    for (ScheduledTask<?> task : live) {
      if (runsElsewhere(task) && !task.due().isAfter(deadline)) {
        awaitEnd(task);
      }
    }
    if (!executor.isTerminated()) {
      clock
          .movement("awaitTermination(" + limit + ")", Aim.notBefore(deadline))
          .until(executor::isTerminated, true, reached -> {});
    }
    return executor.isTerminated();
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
