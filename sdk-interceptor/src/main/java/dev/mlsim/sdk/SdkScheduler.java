package dev.mlsim.sdk;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The scheduler that simulated clients are given. What a client schedules for later (an async
 * retry, an async waiter's next poll) is a sleep on its behalf: the clock moves on and the task
 * runs at once, on the calling thread. Its time-outs are kept and run only if the waiting exceeds
 * them.
 *
 * <p>A retried retry schedules from within a scheduled task. That nests, so that code which waits
 * for a call in a completion stage cannot hang; every {@value #MAX_DEPTH} levels a fresh stack is
 * borrowed from a new thread, for which the calling one waits.
 */
final class SdkScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private static final int MAX_DEPTH = 20;
  private static final String TIMEOUTS = "software.amazon.awssdk.core.internal.http.timers.";

  private final SdkTime time;
  private final ThreadLocal<Integer> depth = new ThreadLocal<>();
  private volatile boolean shutdown;

  SdkScheduler(SdkTime time) {
    this.time = time;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    Duration wait = Duration.of(delay, unit.toChronoUnit());
    if (task.getClass().getName().startsWith(TIMEOUTS)) {
      SdkTask<?> timeout = new SdkTask<>(Executors.callable(task), time.now().plus(wait), time);
      time.timeout(timeout, wait);
      return timeout;
    }
    return schedule(Executors.callable(task), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    time.sleep(Duration.of(delay, unit.toChronoUnit()));
    SdkTask<V> scheduled = new SdkTask<>(task, time.now(), time);
    execute(scheduled);
    return scheduled;
  }

  @Override
  public void execute(Runnable task) {
    Integer outer = depth.get();
    int level = outer == null ? 1 : outer + 1;
    if (level > MAX_DEPTH) {
      runOnFreshStack(task);
      return;
    }
    depth.set(level);
    try {
      task.run();
    } finally {
      if (outer == null) {
        depth.remove();
      } else {
        depth.set(outer);
      }
    }
  }

  private void runOnFreshStack(Runnable task) {
    Thread thread = new Thread(() -> execute(task), "mlsim-sdk");
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the task is the SDK's and ends; what comes after it may care
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    throw periodic();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    throw periodic();
  }

  private static UnsupportedOperationException periodic() {
    return new UnsupportedOperationException(
        "mlsim: cannot schedule a periodic task on the simulated clients' scheduler: it would never"
            + " end, since each round moves the virtual time on and runs at once");
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }
}
