package dev.mlsim.clock;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A clock that moves only when told to, and fires the timers it passes.
 *
 * <p>A movement fires, in order of due time and for ties in order of registration, every timer due
 * up to and including its target, also those that timers schedule meanwhile. A timer sees its own
 * due time as {@link #now()}, runs on the thread that moves time and under the clock's lock, and
 * cannot move time itself. One that throws spoils nothing after it: the rest runs, the clock
 * reaches its target, then a {@link TimerFailedException} is thrown. At most ten million timers
 * fire in one movement; more are taken for an endless loop and refused.
 *
 * <p>Safe from any thread. A movement is atomic: others see the world before or after it, except
 * that tasks of {@link #scheduledExecutorService()} and the condition of {@link #advanceUntil} run
 * without the lock. Only {@link #now()} and the views of it answer while another thread is moving
 * time; everything else waits for the lock.
 */
public final class VirtualClock {
  static final int MAX_FIRINGS = 10_000_000;

  private final Timeline timeline;
  private final int bound;
  private final List<Consumer<TimeMoved>> listeners = new CopyOnWriteArrayList<>();
  private final Sleepers sleepers = new Sleepers(this);

  /** A clock that stands at the instant, with a lock of its own. */
  public VirtualClock(Instant start) {
    this(start, new Guard());
  }

  VirtualClock(Instant start, Guard lock) {
    this(start, lock, MAX_FIRINGS);
  }

  VirtualClock(Instant start, Guard lock, int bound) {
    if (start.isBefore(TimeBounds.FIRST) || start.isAfter(TimeBounds.LAST)) {
      throw Refusal.startBeyondTime(start);
    }
    this.timeline = new Timeline(start, lock);
    this.bound = bound;
  }

  /** The present; never waits, also while another thread moves time. */
  public Instant now() {
    return timeline.now();
  }

  /**
   * Moves time forward by the duration.
   *
   * @throws IllegalArgumentException if the duration is negative, or goes beyond {@link
   *     TimeBounds#LAST}
   * @throws IllegalStateException if called from inside a timer
   * @throws TimerFailedException if a timer threw, after time has moved all the same
   */
  public Advance advance(Duration duration) {
    return movement("advance(" + duration + ")", Aim.by(duration)).toTarget();
  }

  /**
   * Moves time forward to the instant; to the present is allowed and fires what is due now.
   *
   * @throws IllegalArgumentException if the instant has passed, or is beyond {@link
   *     TimeBounds#LAST}
   * @throws IllegalStateException if called from inside a timer
   * @throws TimerFailedException if a timer threw, after time has moved all the same
   */
  public Advance advanceTo(Instant target) {
    return movement("advanceTo(" + target + ")", Aim.at(target)).toTarget();
  }

  /**
   * Moves time to the next due time and fires all that is due then.
   *
   * @throws IllegalStateException if nothing is pending, or if called from inside a timer
   * @throws TimerFailedException if a timer threw, after time has moved all the same
   */
  public Advance advanceToNext() {
    String call = "advanceToNext()";
    Aim aim =
        now -> {
          Instant due = timeline.nextDue();
          if (due == null) {
            throw Refusal.nothingPending(call, now);
          }
          if (due.isAfter(TimeBounds.LAST)) {
            throw Refusal.beyondTime("to [" + due + "]", now);
          }
          return due.isBefore(now) ? now : due;
        };
    return movement(call, aim).toTarget();
  }

  /**
   * Moves time timer by timer until the condition holds, and not at all if it holds already. The
   * condition is asked at first and after each timer, without the lock. Timers due at the same
   * instant as the one that fulfilled it stay pending.
   *
   * @throws IllegalStateException if the condition does not hold and no timer is left to fire
   *     within the limit; time then stands where the last timer fired. Or if called from inside a
   *     timer
   * @throws TimerFailedException if a timer threw
   */
  public Advance advanceUntil(BooleanSupplier condition, Duration limit) {
    String call = "advanceUntil(condition, " + limit + ")";
    return movement(call, Aim.within(call, limit))
        .until(
            condition,
            false,
            deadline -> {
              throw Refusal.neverHolds(call, now(), deadline, pending());
            });
  }

  /**
   * Moves time until nothing is pending; it then stands where the last timer fired.
   *
   * @throws IllegalStateException if something is still pending after the limit; time then stands
   *     where the last timer within the limit fired. Or if called from inside a timer
   * @throws TimerFailedException if a timer threw
   */
  public Advance runUntilIdle(Duration limit) {
    String call = "runUntilIdle(" + limit + ")";
    return movement(call, Aim.within(call, limit))
        .until(
            () -> timeline.nextDue() == null,
            false,
            deadline -> {
              throw Refusal.neverIdle(call, now(), deadline, pending());
            });
  }

  /**
   * Has the action run when time reaches the instant. One that is due at the present fires with the
   * next movement of time, also one of zero, or with the current one.
   *
   * @param what the action in a few words, for messages and reports; made a text when somebody asks
   * @throws IllegalArgumentException if the instant has passed
   */
  public Timer schedule(Instant due, Object what, Runnable action) {
    requireNonNull(action, "action");
    timeline.lock().lock();
    try {
      if (due.isBefore(now())) {
        throw Refusal.inThePast(what.toString(), due, now());
      }
      return timeline.schedule(due, what, false, action);
    } finally {
      timeline.lock().unlock();
    }
  }

  /**
   * The same as {@link #schedule} for what nobody waits for, such as data that expires in weeks: it
   * fires when time gets there, but doesn't count as pending, so that neither {@link
   * #advanceToNext} nor {@link #runUntilIdle} goes there for its sake.
   */
  public Timer scheduleInBackground(Instant due, Object what, Runnable action) {
    requireNonNull(action, "action");
    timeline.lock().lock();
    try {
      if (due.isBefore(now())) {
        throw Refusal.inThePast(what.toString(), due, now());
      }
      return timeline.scheduleInBackground(due, what, action);
    } finally {
      timeline.lock().unlock();
    }
  }

  /** What is ahead, in firing order. */
  public List<Pending> pending() {
    return timeline.pending();
  }

  /** The due time of what fires next; empty if nothing is pending. */
  public Optional<Instant> nextDue() {
    return Optional.ofNullable(timeline.nextDue());
  }

  /**
   * Lets the duration pass, for whoever sleeps on the SDK's behalf; the same as {@link #sleepUntil}
   * with the target counted from the present. Zero and negative durations return at once.
   */
  public void sleep(Duration duration) {
    sleepUntil(Timeline.plus(now(), duration));
  }

  /**
   * Moves time to the target if it is not there already. Concurrent sleepers overlap and do not add
   * up: time goes from target to target in order, and a sleeper whose target has passed returns at
   * once. The thread never blocks for longer than a movement takes, so interruption is neither
   * looked at nor cleared.
   *
   * @throws IllegalStateException if the target is ahead and this is the inside of a timer
   * @throws TimerFailedException if a timer threw, after time has moved all the same
   */
  public void sleepUntil(Instant target) {
    sleepUntil(target, "sleepUntil(" + target + ")");
  }

  /**
   * The same as {@link #sleepUntil(Instant)}, told as something else.
   *
   * @param why who sleeps and what for, for those who look back at how time moved
   */
  public void sleepUntil(Instant target, String why) {
    if (now().isBefore(target)) {
      if (target.isAfter(TimeBounds.LAST)) {
        throw Refusal.sleepBeyondTime(target, now());
      }
      sleepers.sleepUntil(target, why);
    }
  }

  /** The same time as a {@link java.time.Clock}. */
  public java.time.Clock asClock(ZoneId zone) {
    return new ClockView(this, zone);
  }

  /** The same time as an {@link InstantSource}. */
  public InstantSource asInstantSource() {
    return asClock(ZoneOffset.UTC);
  }

  /** A sleeper that moves this clock. */
  public Sleeper sleeper() {
    return this::sleep;
  }

  /**
   * A scheduled executor whose tasks run when time reaches them, on the thread that moves it; they
   * do not move it themselves.
   *
   * <p>Tasks run one at a time, as on one thread, and without the clock's lock, so that they may
   * call, wait and sleep. What falls due while a task sleeps runs after it. A movement by a thread
   * that holds the simulator's lock runs no tasks; the next movement without it does.
   *
   * <p>A wait with a limit ({@code get}, {@code awaitTermination}) is a sleep and moves time up to
   * its limit. {@code get()} without one is refused unless the task is done, due now or running. A
   * failure is held by the task's future; that of {@code execute} is thrown by the movement.
   * Shutting down cancels periodic tasks and keeps the others, as {@link
   * java.util.concurrent.ScheduledThreadPoolExecutor} does by default.
   */
  public ScheduledExecutorService scheduledExecutorService() {
    return new VirtualScheduler(this);
  }

  /** The same as the other one, with every task that runs once moving time. */
  public ScheduledExecutorService selfAdvancingExecutorService(Executor executor) {
    return selfAdvancingExecutorService(executor, task -> true);
  }

  /**
   * A scheduled executor whose tasks move time themselves, for whoever schedules instead of
   * sleeping, such as the SDK's asynchronous retries.
   *
   * <p>Scheduling hands one job to the executor and returns; the job takes the task that is due
   * first, moves time to it as {@link #sleepUntil} does and runs it there. So tasks scheduled
   * together overlap, and with one thread they run in order at exactly their due times. An executor
   * that runs jobs on the calling thread is possible: jobs within a job wait for it to end, so a
   * chain of tasks takes no stack; scheduling under the simulator's lock is then refused.
   *
   * <p>Periodic tasks, which would move time for ever, and tasks that do not fulfil the predicate,
   * such as time-outs, wait for others to move time, as in {@link #scheduledExecutorService()}.
   * {@code get()} blocks until the executor has run the task. These tasks are not {@link
   * #pending()}.
   *
   * @param movesTime told the {@code Runnable} or {@code Callable} that was scheduled
   */
  public ScheduledExecutorService selfAdvancingExecutorService(
      Executor executor, Predicate<Object> movesTime) {
    requireNonNull(executor, "executor");
    requireNonNull(movesTime, "movesTime");
    return new VirtualScheduler(this, new SelfAdvance(this, executor), movesTime);
  }

  /**
   * A barrier by which that many threads sleep together: time moves only when all are asleep.
   *
   * @throws IllegalStateException if the clock has one that is not closed
   */
  public TimeBarrier barrier(int parties) {
    return sleepers.barrier(parties);
  }

  /**
   * Tells the listener of each movement when it has ended, in order of registration, under the
   * clock's lock; the listener cannot move time. A movement by a task within another movement is
   * told before the outer one.
   */
  public Registration onAdvance(Consumer<TimeMoved> listener) {
    requireNonNull(listener, "listener");
    listeners.add(listener);
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (!closed.getAndSet(true)) {
        listeners.remove(listener);
      }
    };
  }

  Movement movement(String cause, Aim aim) {
    return new Movement(timeline, listeners, bound, cause, aim);
  }

  /**
   * The lock under which time moves, for what keeps its state by this clock: a simulator's own
   * parts. A test has no use for it.
   */
  public Guard guard() {
    return timeline.lock();
  }

  /** The way to another time, for a simulator that is restored. A test has no use for it. */
  public Rewind rewind() {
    return new Rewind(timeline, sleepers);
  }

  /** How many timers may fire in one movement. */
  int bound() {
    return bound;
  }

  Timeline timeline() {
    return timeline;
  }

  @Override
  public String toString() {
    return "VirtualClock[" + now() + "]";
  }
}
