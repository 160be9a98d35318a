package dev.mlsim.clock;

import java.time.Instant;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks that move time themselves. Each task brings one job to the executor; a job takes the
 * earliest task there is, moves time to it and runs it. So tasks run in order where the executor
 * has one thread, and one that blocks keeps no other from running where it has more.
 */
final class SelfAdvance {
  private final VirtualClock clock;
  private final Executor executor;
  private final PriorityQueue<Waiting> queue = new PriorityQueue<>(); // guarded by the clock's lock
  private final Map<Thread, Integer> owed = new ConcurrentHashMap<>(); // jobs left, by thread
  private long sequence;

  private record Waiting(Instant due, long sequence, ScheduledTask<?> task)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      int byDue = due.compareTo(other.due);
      return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
    }
  }

  SelfAdvance(VirtualClock clock, Executor executor) {
    this.clock = clock;
    this.executor = executor;
  }

  /** Under the lock. */
  void add(ScheduledTask<?> task) {
    queue.add(new Waiting(task.due(), sequence++, task));
  }

  /** Once for each task added, without the lock where the executor needs none. */
  void dispatch(ScheduledTask<?> task) {
    boolean taken = false;
    try {
      executor.execute(this::job);
      taken = true;
    } finally {
      if (!taken) {
        task.cancel(false);
      }
    }
  }

  /** Whether this thread is inside a job that must end before it does the next ones. */
  boolean owesJobs() {
    return owed.getOrDefault(Thread.currentThread(), 0) > 0;
  }

  /**
   * An executor may run jobs on the thread that schedules them. A job within a job then is left for
   * the outer one, so that a chain of tasks takes no stack.
   */
  private void job() {
    Thread me = Thread.currentThread();
    if (owed.computeIfPresent(me, (same, jobs) -> jobs + 1) != null) {
      return;
    }
    if (clock.timeline().lock().isHeldByCurrentThread()) {
      throw Refusal.taskUnderLock(clock.now());
    }
    Failures failures = new Failures();
    owed.put(me, 1);
    try {
      for (int ran = 0; owesJobs(); ran++) {
        if (ran == clock.bound()) {
          throw Refusal.endlessTasks(ran, clock.now());
        }
        owed.merge(me, -1, Integer::sum);
        runEarliest(failures);
      }
    } finally {
      owed.remove(me);
    }
    failures.throwIfAny();
  }

  private void runEarliest(Failures failures) {
    ScheduledTask<?> task = pollEarliest();
    if (task == null) {
      return;
    }
    try {
      clock.sleepUntil(task.due());
    } catch (RuntimeException failure) {
      failures.add(failure);
    }
    try {
      task.run();
    } catch (RuntimeException failure) {
      failures.add(failure);
    }
  }

  private @Nullable ScheduledTask<?> pollEarliest() {
    clock.timeline().lock().lock();
    try {
      Waiting first = queue.poll();
      while (first != null && first.task().isDone()) {
        first = queue.poll();
      }
      return first == null ? null : first.task();
    } finally {
      clock.timeline().lock().unlock();
    }
  }
}
