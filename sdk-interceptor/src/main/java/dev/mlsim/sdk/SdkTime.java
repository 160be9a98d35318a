package dev.mlsim.sdk;

import dev.mlsim.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RunnableScheduledFuture;

/**
 * Lets the waiting of SDK clients pass on a simulator's clock: back-off between attempts, delays
 * between a waiter's polls, and the time-outs that such waiting can exceed.
 *
 * <p>A time-out counts what its own thread sleeps, not what others add to the clock: a call that
 * another thread's three-hour sleep overlaps has not taken three hours.
 */
final class SdkTime {
  /** How long the attempt that this thread is about to send may take. */
  private static final ThreadLocal<Duration> ATTEMPT_LIMIT = new ThreadLocal<>();

  /** How long the attempt that this thread has just sent was waited for in vain. */
  private static final ThreadLocal<Duration> ATTEMPT_WAITED = new ThreadLocal<>();

  private final VirtualClock clock;
  private final Queue<Timeout> timeouts = new ConcurrentLinkedQueue<>();

  SdkTime(VirtualClock clock) {
    this.clock = clock;
  }

  /** The virtual time. */
  Instant now() {
    return clock.now();
  }

  /**
   * Sleeps in the SDK's stead: returns at once, the clock having moved on. Wakes early, at the
   * virtual time where that happens, if a time-out of this thread interrupts it.
   */
  void sleep(Duration duration) {
    Duration left = duration;
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration step = untilNextTimeout(left);
      clock.sleep(step);
      left = left.minus(step);
      if (expire(step)) {
        return;
      }
    }
  }

  /**
   * Waits for an answer in the HTTP client's stead. False if a time-out of this thread ended the
   * waiting, at its virtual time.
   */
  boolean await(Duration duration) {
    Duration limit = ATTEMPT_LIMIT.get();
    boolean limited = limit != null && limit.compareTo(duration) < 0;
    Duration left = limited ? limit : duration;
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration step = untilNextTimeout(left);
      clock.sleep(step);
      left = left.minus(step);
      List<Timeout> due = pass(step);
      if (!due.isEmpty()) {
        due.forEach(timeout -> timeout.task.run());
        return false;
      }
    }
    if (limited) {
      ATTEMPT_WAITED.set(limit);
    }
    return !limited;
  }

  /** The attempt that this thread has sent is answered: its limit is not the next one's. */
  void attemptEnds() {
    ATTEMPT_LIMIT.remove();
  }

  /**
   * Says how long the attempt that this thread is about to send may take, where the SDK starts the
   * attempt's timer only afterwards: the timer is then found to have run out.
   */
  void limitAttempt(Optional<Duration> limit) {
    ATTEMPT_WAITED.remove();
    limit.ifPresentOrElse(ATTEMPT_LIMIT::set, ATTEMPT_LIMIT::remove);
  }

  private Duration untilNextTimeout(Duration limit) {
    Duration step = limit;
    for (Timeout timeout : timeouts) {
      if (timeout.isOfThisThread() && timeout.left.compareTo(step) < 0) {
        step = timeout.left;
      }
    }
    return step;
  }

  private boolean expire(Duration slept) {
    pass(slept).forEach(timeout -> timeout.task.run());
    return Thread.currentThread().isInterrupted();
  }

  /** Takes what was slept off what is left of this thread's time-outs; gives those now due. */
  private List<Timeout> pass(Duration slept) {
    List<Timeout> due = new ArrayList<>(0);
    for (Timeout timeout : timeouts) {
      if (timeout.isOfThisThread()) {
        timeout.left = timeout.left.minus(slept);
        if (timeout.left.compareTo(Duration.ZERO) <= 0) {
          due.add(timeout);
        }
      }
    }
    return due;
  }

  /** Runs the task when this thread has slept so long, unless it is cancelled before. */
  void timeout(RunnableScheduledFuture<?> task, Duration after) {
    timeouts.removeIf(timeout -> timeout.task.isDone());
    Duration waited = ATTEMPT_WAITED.get();
    ATTEMPT_WAITED.remove();
    if (waited != null && waited.compareTo(after) >= 0) {
      task.run();
      return;
    }
    timeouts.add(new Timeout(Thread.currentThread(), task, after));
  }

  /** A time-out and what is left of it; only its own thread changes that. */
  private static final class Timeout {
    private final Thread thread;
    private final RunnableScheduledFuture<?> task;
    private Duration left;

    Timeout(Thread thread, RunnableScheduledFuture<?> task, Duration left) {
      this.thread = thread;
      this.task = task;
      this.left = left;
    }

    boolean isOfThisThread() {
      return thread == Thread.currentThread() && !task.isDone();
    }
  }
}
