package dev.mlsim.clock;

import java.time.Instant;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Those who sleep on a clock, alone or together behind a barrier. */
final class Sleepers {
  private final VirtualClock clock;
  private final ConcurrentNavigableMap<Instant, Integer> targets = new ConcurrentSkipListMap<>();
  private final AtomicReference<@Nullable TimeBarrier> barrier = new AtomicReference<>();

  Sleepers(VirtualClock clock) {
    this.clock = clock;
  }

  /** Whoever comes first moves time for all, from target to target, up to its own. */
  void sleepUntil(Instant target, String cause) {
    TimeBarrier together = barrier.get();
    if (together != null && together.sleepUntil(target)) {
      return;
    }
    targets.merge(target, 1, Integer::sum);
    try {
      while (clock.now().isBefore(target)) {
        clock.movement(cause, this::nextTarget).toTarget();
      }
    } finally {
      targets.computeIfPresent(target, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  private Instant nextTarget(Instant now) {
    Instant next = targets.higherKey(now);
    return next == null ? now : next;
  }

  TimeBarrier barrier(int parties) {
    if (parties < 1) {
      throw Refusal.noParties(parties);
    }
    TimeBarrier made = new TimeBarrier(clock, parties, this::forget);
    if (!barrier.compareAndSet(null, made)) {
      throw Refusal.secondBarrier();
    }
    return made;
  }

  boolean haveBarrier() {
    return barrier.get() != null;
  }

  boolean anyAsleep() {
    return !targets.isEmpty();
  }

  private void forget(TimeBarrier closed) {
    barrier.compareAndSet(closed, null);
  }
}
