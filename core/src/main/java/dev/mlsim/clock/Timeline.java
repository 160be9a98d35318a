package dev.mlsim.clock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The state of a clock: the present, the timers ahead and the tasks that wait for a thread. All of
 * it is guarded by the lock, except for {@link #now()}.
 */
final class Timeline {
  private final Guard lock;
  private final Condition moved;
  private final TimerQueue timers = new TimerQueue();
  private final Deque<ScheduledTimer> ready = new ArrayDeque<>();
  private final List<FiredLog> openLogs = new ArrayList<>();
  private final AtomicInteger tasks = new AtomicInteger();
  private volatile Instant now;
  private long sequence;
  private @Nullable Object inside; // what runs under the lock right now
  private @Nullable Thread taskThread; // who runs a task right now, without the lock

  Timeline(Instant start, Guard lock) {
    this.now = start;
    this.lock = lock;
    this.moved = lock.newCondition();
  }

  /** The sum, or the last instant there is if it is beyond. */
  static Instant plus(Instant instant, Duration duration) {
    try {
      return instant.plus(duration);
    } catch (DateTimeException | ArithmeticException beyond) {
      return duration.isNegative() ? Instant.MIN : Instant.MAX;
    }
  }

  Guard lock() {
    return lock;
  }

  /** Signalled after every movement of time. */
  Condition moved() {
    return moved;
  }

  Instant now() {
    return now;
  }

  ScheduledTimer schedule(Instant due, Object what, boolean task, Runnable action) {
    lock.lock();
    try {
      ScheduledTimer timer = new ScheduledTimer(this, due, sequence++, what, task, action);
      timers.add(timer);
      return timer;
    } finally {
      lock.unlock();
    }
  }

  ScheduledTimer scheduleInBackground(Instant due, Object what, Runnable action) {
    lock.lock();
    try {
      ScheduledTimer timer = new BackgroundTimer(this, due, sequence++, what, action);
      timers.add(timer);
      return timer;
    } finally {
      lock.unlock();
    }
  }

  boolean cancel(ScheduledTimer timer) {
    lock.lock();
    try {
      if (timer.take() == null) {
        return false;
      }
      if (!ready.remove(timer)) {
        timers.noteCancelled();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  List<Pending> pending() {
    lock.lock();
    try {
      List<Pending> pending = new ArrayList<>(ready.size() + timers.size());
      ready.forEach(timer -> pending.add(new Pending(timer.due(), timer.what())));
      timers.inOrder().stream()
          .filter(timer -> !timer.isBackground())
          .forEach(timer -> pending.add(new Pending(timer.due(), timer.what())));
      return List.copyOf(pending);
    } finally {
      lock.unlock();
    }
  }

  @Nullable Instant nextDue() {
    lock.lock();
    try {
      ScheduledTimer first = ready.isEmpty() ? timers.firstAwaited() : ready.peek();
      return first == null ? null : first.due();
    } finally {
      lock.unlock();
    }
  }

  /** Places that live and cancelled timers occupy in the queue. */
  int footprint() {
    lock.lock();
    try {
      return timers.footprint();
    } finally {
      lock.unlock();
    }
  }

  /** Whether another thread is running tasks and will run those that have become due. */
  boolean anotherThreadRunsTasks() {
    lock.lock();
    try {
      return taskThread != null && taskThread != Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Live timers and tasks put aside, in firing order. */
  List<ScheduledTimer> ahead() {
    lock.lock();
    try {
      List<ScheduledTimer> ahead = new ArrayList<>(ready);
      ahead.addAll(timers.inOrder());
      return ahead;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a movement is under way, or something runs within one. */
  boolean isMoving() {
    lock.lock();
    try {
      return !openLogs.isEmpty() || inside != null || taskThread != null;
    } finally {
      lock.unlock();
    }
  }

  /** How many tasks executors have that are not done. */
  int tasks() {
    return tasks.get();
  }

  /** An executor has so many more tasks that are not done, or fewer. */
  void countTasks(int more) {
    tasks.addAndGet(more);
  }

  /** Stands at the instant, with nothing ahead. */
  void restart(Instant instant) {
    lock.lock();
    try {
      timers.clear();
      now = instant;
    } finally {
      lock.unlock();
    }
  }

  // What follows is for a Movement, which holds the lock.

  @Nullable String inside() {
    return inside == null ? null : inside.toString();
  }

  void open(FiredLog log) {
    openLogs.add(log);
  }

  void close(FiredLog log) {
    openLogs.removeIf(open -> open == log);
  }

  void moveTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
    }
    moved.signalAll();
  }

  /**
   * The next timer due by then, taken from the queue. Tasks that cannot run now, because another
   * one is running or the caller holds the simulator's lock, are put aside for a later movement.
   */
  @Nullable ScheduledTimer pollDue(Instant by) {
    boolean tasksMayRun = taskThread == null && lock.getHoldCount() == 1;
    if (tasksMayRun && !ready.isEmpty()) {
      return ready.poll();
    }
    ScheduledTimer next = timers.pollDue(by);
    while (next != null && next.isTask() && !tasksMayRun) {
      ready.add(next);
      next = timers.pollDue(by);
    }
    return next;
  }

  void putBack(ScheduledTimer timer) {
    timers.add(timer);
  }

  /** Moves the present to the timer's due time, notes that it fires and hands out its action. */
  Runnable fire(ScheduledTimer timer) {
    moveTo(timer.due());
    for (FiredLog log : openLogs) {
      log.add(now, timer.label());
    }
    Runnable action = timer.take();
    if (action == null) {
      throw new AssertionError(timer + " was taken out of the queue although it was cancelled");
    }
    if (timer.isTask()) {
      taskThread = Thread.currentThread();
    }
    return action;
  }

  /** Runs the action under the lock; it cannot move time. */
  void runInside(Object what, Runnable action, Failures failures) {
    inside = what;
    try {
      action.run();
    } catch (Throwable failure) {
      failures.add(new TimerFailedException(what.toString(), now, failure));
    } finally {
      inside = null;
    }
  }

  void taskEnded() {
    taskThread = null;
  }
}
