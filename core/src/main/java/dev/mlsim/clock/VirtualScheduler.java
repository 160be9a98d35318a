package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A scheduled executor on virtual time; see {@link VirtualClock#scheduledExecutorService()}. */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private final VirtualClock clock;
  private final @Nullable SelfAdvance self;
  private final Predicate<Object> movesTime;
  private final Set<ScheduledTask<?>> live = new LinkedHashSet<>(); // guarded by the clock's lock
  private final TaskWaits waits;
  private volatile boolean shutdown;

  /** Tasks wait for others to move time. */
  VirtualScheduler(VirtualClock clock) {
    this.clock = clock;
    this.self = null;
    this.waits = new TaskWaits(clock, null);
    this.movesTime = task -> false;
  }

  /** Tasks that fulfil the predicate move time; the others wait. */
  VirtualScheduler(VirtualClock clock, SelfAdvance self, Predicate<Object> movesTime) {
    this.clock = clock;
    this.self = self;
    this.waits = new TaskWaits(clock, self);
    this.movesTime = movesTime;
  }

  Instant now() {
    return clock.now();
  }

  TaskWaits waits() {
    return waits;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return started(task(command, Executors.callable(command), after(delay, unit), false));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return started(task(callable, callable, after(delay, unit), false));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return started(
        repeating(
            command, after(initialDelay, unit), ScheduledTask.Repeat.AT_FIXED_RATE, period, unit));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return started(
        repeating(
            command,
            after(initialDelay, unit),
            ScheduledTask.Repeat.WITH_FIXED_DELAY,
            delay,
            unit));
  }

  @Override
  public void execute(Runnable command) {
    if (command instanceof ScheduledTask<?> task && task.belongsTo(this)) {
      start(task);
    } else {
      start(task(command, Executors.callable(command), now(), true));
    }
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
    return task(runnable, Executors.callable(runnable, value), now(), false);
  }

  @Override
  protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
    return task(callable, callable, now(), false);
  }

  /** Tries the tasks one after the other; the inherited one would wait where nothing wakes it. */
  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    ExecutionException failure = noneSucceeded(tasks);
    for (Callable<T> task : tasks) {
      try {
        return submit(task).get();
      } catch (ExecutionException failed) {
        failure = failed;
      }
    }
    throw failure;
  }

  /** Tries the tasks one after the other, each for at most the whole limit. */
  @Override
  public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    ExecutionException failure = noneSucceeded(tasks);
    for (Callable<T> task : tasks) {
      try {
        return submit(task).get(timeout, unit);
      } catch (ExecutionException failed) {
        failure = failed;
      }
    }
    throw failure;
  }

  /** What is thrown unless a task says better; no tasks are refused, as the interface has it. */
  private static ExecutionException noneSucceeded(Collection<?> tasks) {
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("mlsim: cannot invoke any of no tasks; give one or more");
    }
    return new ExecutionException(new IllegalStateException("mlsim: no task has succeeded"));
  }

  private Instant after(long delay, TimeUnit unit) {
    return Timeline.plus(now(), duration(Math.max(0, delay), unit));
  }

  static Duration duration(long amount, TimeUnit unit) {
    return Duration.ofNanos(unit.toNanos(amount)); // saturates at 292 years
  }

  private <V> ScheduledTask<V> task(
      Object named, Callable<V> callable, Instant due, boolean reportsFailure) {
    return new ScheduledTask<>(
        this,
        named,
        callable,
        due,
        ScheduledTask.Repeat.NEVER,
        Duration.ZERO,
        movesTime.test(named),
        reportsFailure);
  }

  private ScheduledTask<?> repeating(
      Runnable command, Instant due, ScheduledTask.Repeat repeat, long period, TimeUnit unit) {
    if (period <= 0) {
      throw Refusal.period(period, unit);
    }
    return new ScheduledTask<>(
        this,
        command,
        Executors.callable(command),
        due,
        repeat,
        duration(period, unit),
        false,
        false);
  }

  private <T extends ScheduledTask<?>> T started(T task) {
    start(task);
    return task;
  }

  private void start(ScheduledTask<?> task) {
    clock.timeline().lock().lock();
    try {
      if (shutdown) {
        throw new RejectedExecutionException(
            String.format(
                Locale.ROOT, "mlsim: cannot take [%s]: the executor is shut down", task.what()));
      }
      if (live.add(task)) {
        clock.timeline().countTasks(1);
      }
      if (self == null || !task.movesTime()) {
        await(task);
        return;
      }
      self.add(task);
    } finally {
      clock.timeline().lock().unlock();
    }
    self.dispatch(task);
  }

  private void await(ScheduledTask<?> task) {
    task.waitsFor(clock.timeline().schedule(task.due(), task.what(), true, task));
  }

  /** For a periodic task that has run. */
  void repeat(ScheduledTask<?> task) {
    clock.timeline().lock().lock();
    try {
      if (shutdown) {
        task.cancel(false);
      } else if (!task.isDone()) {
        await(task);
      }
    } finally {
      clock.timeline().lock().unlock();
    }
  }

  /** For a task that is done, however it ended. */
  void ended(ScheduledTask<?> task) {
    clock.timeline().lock().lock();
    try {
      if (live.remove(task)) {
        clock.timeline().countTasks(-1);
      }
    } finally {
      clock.timeline().lock().unlock();
    }
  }

  /** The tasks that are not done; a done one may still be on its way out of the set. */
  List<ScheduledTask<?>> live() {
    clock.timeline().lock().lock();
    try {
      return live.stream().filter(task -> !task.isDone()).toList();
    } finally {
      clock.timeline().lock().unlock();
    }
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return waits.termination(this, duration(Math.max(0, timeout), unit));
  }

  @Override
  public void shutdown() {
    shutdown = true;
    for (ScheduledTask<?> task : live()) {
      if (task.isPeriodic()) {
        task.cancel(false);
      }
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> neverRun = new ArrayList<>();
    for (ScheduledTask<?> task : live()) {
      if (task.runner() == null && task.cancel(false)) {
        neverRun.add(task);
      }
    }
    return neverRun;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && live().isEmpty();
  }
}
