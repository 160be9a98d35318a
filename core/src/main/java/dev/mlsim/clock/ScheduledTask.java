package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task of a {@link VirtualScheduler}: once, or again and again. */
final class ScheduledTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

  /** When a task runs again: never, counted from its last due time, or from its last end. */
  enum Repeat {
    NEVER,
    AT_FIXED_RATE,
    WITH_FIXED_DELAY
  }

  private final VirtualScheduler scheduler;
  private final String what;
  private final Repeat repeat;
  private final Duration period;
  private final boolean movesTime;
  private final boolean reportsFailure; // there is no future to hold it
  private volatile Instant due;
  private volatile @Nullable Timer timer;
  private volatile @Nullable Thread runner;
  private @Nullable Throwable failure;

  ScheduledTask(
      VirtualScheduler scheduler,
      Object named,
      Callable<V> callable,
      Instant due,
      Repeat repeat,
      Duration period,
      boolean movesTime,
      boolean reportsFailure) {
    super(callable);
    this.scheduler = scheduler;
    this.what = "scheduled task " + nameOf(named);
    this.due = due;
    this.repeat = repeat;
    this.period = period;
    this.movesTime = movesTime;
    this.reportsFailure = reportsFailure;
  }

  /** The class without what differs from run to run. */
  static String nameOf(Object task) {
    String name = task.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    String stable = lambda < 0 ? name : name.substring(0, lambda);
    String simple = stable.substring(stable.lastIndexOf('.') + 1);
    return lambda < 0 ? simple : "of " + simple;
  }

  String what() {
    return what;
  }

  Instant due() {
    return due;
  }

  boolean movesTime() {
    return movesTime;
  }

  boolean belongsTo(VirtualScheduler candidate) {
    return scheduler == candidate;
  }

  /** Who runs it right now. */
  @Nullable Thread runner() {
    return runner;
  }

  /** Under the lock. */
  void waitsFor(Timer newTimer) {
    timer = newTimer;
  }

  @Override
  public boolean isPeriodic() {
    return repeat != Repeat.NEVER;
  }

  @Override
  public void run() {
    runner = Thread.currentThread();
    try {
      if (!isPeriodic()) {
        super.run();
      } else if (runAndReset()) {
        due = Timeline.plus(repeat == Repeat.AT_FIXED_RATE ? due : scheduler.now(), period);
        scheduler.repeat(this);
      }
    } finally {
      runner = null;
    }
    Throwable thrown = failure;
    if (reportsFailure && thrown != null) {
      ScheduledTask.<RuntimeException>rethrow(thrown);
    }
  }

  /** A task may throw what it doesn't declare. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void rethrow(Throwable failure) throws X {
    throw (X) failure;
  }

  @Override
  protected void setException(Throwable thrown) {
    failure = thrown;
    super.setException(thrown);
  }

  @Override
  protected void done() {
    Timer waiting = timer;
    if (waiting != null) {
      waiting.cancel();
    }
    scheduler.ended(this);
  }

  @Override
  public V get() throws InterruptedException, ExecutionException {
    if (!isDone()) {
      scheduler.waits().withoutLimit(this);
    }
    return super.get();
  }

  @Override
  public V get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!isDone()
        && !scheduler.waits().atMost(this, VirtualScheduler.duration(Math.max(0, timeout), unit))) {
      throw new TimeoutException(
          String.format(
              Locale.ROOT,
              "mlsim: [%s] is not done at %s, it is due at %s",
              what,
              scheduler.now(),
              due));
    }
    return super.get();
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(Duration.between(scheduler.now(), due));
  }

  @Override
  public int compareTo(Delayed other) {
    return other instanceof ScheduledTask<?> task
        ? due.compareTo(task.due)
        : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }

  @Override
  public String toString() {
    return "[" + what + "] due " + due + (isDone() ? ", done" : "");
  }
}
