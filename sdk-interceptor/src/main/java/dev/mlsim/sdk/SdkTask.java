package dev.mlsim.sdk;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Something an SDK client scheduled, due at a virtual time. */
final class SdkTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
  private final Instant due;
  private final SdkTime time;

  SdkTask(Callable<V> task, Instant due, SdkTime time) {
    super(task);
    this.due = due;
    this.time = time;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(Duration.between(time.now(), due));
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
  }

  @Override
  public boolean isPeriodic() {
    return false;
  }
}
