package dev.mlsim.clock;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One movement of time, used by one thread and once. Timers fire under one hold of the lock, so
 * that nothing interleaves; only for tasks and conditions, which are the user's code, the lock is
 * released.
 */
final class Movement {
  private final Timeline timeline;
  private final List<Consumer<TimeMoved>> listeners;
  private final int bound;
  private final String cause;
  private final Aim aim;
  private final FiredLog log = new FiredLog();
  private final Failures failures = new Failures();
  private Instant from = Instant.MIN;
  private Instant target = Instant.MIN;
  private Instant to = Instant.MIN;
  private boolean open;
  private int fired;

  Movement(
      Timeline timeline, List<Consumer<TimeMoved>> listeners, int bound, String cause, Aim aim) {
    this.timeline = timeline;
    this.listeners = listeners;
    this.bound = bound;
    this.cause = cause;
    this.aim = aim;
  }

  /** Fires all that is due by the target, then stands at the target. */
  Advance toTarget() {
    return moving(this::fireAll);
  }

  /**
   * Fires timer by timer until the condition holds; if it does not and nothing is left to fire by
   * then, calls the last argument with the target.
   */
  Advance until(BooleanSupplier condition, boolean land, Consumer<Instant> otherwise) {
    return moving(
        () -> {
          begin();
          while (!condition.getAsBoolean()) {
            if (!round(true, land)) {
              otherwise.accept(target);
              return;
            }
          }
        });
  }

  private Advance moving(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException refusal) {
      failures.add(refusal);
    } finally {
      end();
    }
    failures.throwIfAny();
    return new Advance(from, to, log.toList());
  }

  private void fireAll() {
    while (round(false, true)) {
      // Each round ends with a task, run outside the lock.
    }
  }

  private void begin() {
    timeline.lock().lock();
    try {
      if (open) {
        return;
      }
      String inside = timeline.inside();
      if (inside != null) {
        throw Refusal.insideTimer(cause, inside, timeline.now());
      }
      target = aim.from(timeline.now());
      from = timeline.now();
      timeline.open(log);
      open = true;
    } finally {
      timeline.lock().unlock();
    }
  }

  /** Fires up to the next task, or one timer; false when nothing is left to fire by the target. */
  private boolean round(boolean single, boolean land) {
    ScheduledTimer task;
    Runnable action;
    timeline.lock().lock();
    try {
      begin();
      while (true) {
        ScheduledTimer next = timeline.pollDue(target);
        if (next == null) {
          arrive(land);
          return false;
        }
        refuseEndless(next);
        action = timeline.fire(next);
        if (next.isTask()) {
          task = next;
          break;
        }
        timeline.runInside(next.label(), action, failures);
        if (single) {
          return true;
        }
      }
    } finally {
      timeline.lock().unlock();
    }
    runOutside(task, action);
    return true;
  }

  private void refuseEndless(ScheduledTimer next) {
    if (fired == bound) {
      timeline.putBack(next);
      throw Refusal.endless(cause, bound, next.what(), timeline.now());
    }
    fired++;
  }

  private void arrive(boolean land) {
    if (land) {
      timeline.moveTo(target);
      end();
    }
  }

  private void runOutside(ScheduledTimer task, Runnable action) {
    Instant at = timeline.now();
    try {
      action.run();
    } catch (Throwable failure) {
      failures.add(new TimerFailedException(task.what(), at, failure));
    } finally {
      timeline.lock().lock();
      try {
        timeline.taskEnded();
      } finally {
        timeline.lock().unlock();
      }
    }
  }

  /** Tells the listeners, in the same hold of the lock as the arrival if there is one. */
  private void end() {
    timeline.lock().lock();
    try {
      if (!open) {
        return;
      }
      open = false;
      timeline.close(log);
      to = timeline.now();
      if (to.isAfter(from)) {
        TimeMoved moved = new TimeMoved(from, to, cause);
        for (Consumer<TimeMoved> listener : listeners) {
          timeline.runInside("a listener of time", () -> listener.accept(moved), failures);
        }
      }
    } finally {
      timeline.lock().unlock();
    }
  }
}
