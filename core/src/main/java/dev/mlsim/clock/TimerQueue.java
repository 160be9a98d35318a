package dev.mlsim.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timers ahead, in a heap. A cancelled timer stays until it comes up or until the cancelled
 * ones are the majority, when all of them are swept at once: cancelling costs O(1) on average, and
 * the heap never holds more than twice the live timers (plus a small constant).
 */
final class TimerQueue {
  private static final int SWEEP_FROM = 64;

  private final TimerHeap heap = new TimerHeap();
  private int cancelled;

  void add(ScheduledTimer timer) {
    heap.add(timer);
  }

  /** Ends all timers. */
  void clear() {
    heap.forEach(ScheduledTimer::take);
    heap.removeIf(timer -> true);
    cancelled = 0;
  }

  /** To be told after a timer in this queue was cancelled. */
  void noteCancelled() {
    cancelled++;
    if (cancelled >= SWEEP_FROM && cancelled > heap.size() / 2) {
      heap.removeIf(timer -> !timer.isPending());
      cancelled = 0;
    }
  }

  /** The first timer, left in place; null if there is none. */
  @Nullable ScheduledTimer peek() {
    while (true) {
      ScheduledTimer first = heap.peek();
      if (first == null || first.isPending()) {
        return first;
      }
      heap.poll();
      cancelled--;
    }
  }

  /** The first timer that somebody may wait for; null if there is none. */
  @Nullable ScheduledTimer firstAwaited() {
    ScheduledTimer first = peek();
    if (first == null || !first.isBackground()) {
      return first;
    }
    return heap.first(timer -> timer.isPending() && !timer.isBackground());
  }

  /** Takes out the first timer if it is due by then; null if none is. */
  @Nullable ScheduledTimer pollDue(Instant by) {
    ScheduledTimer first = peek();
    if (first == null || first.due().isAfter(by)) {
      return null;
    }
    return heap.poll();
  }

  int size() {
    return heap.size() - cancelled;
  }

  /** How many places the heap occupies, cancelled timers included. */
  int footprint() {
    return heap.size();
  }

  /** The live timers in firing order. */
  List<ScheduledTimer> inOrder() {
    List<ScheduledTimer> live = new ArrayList<>(size());
    heap.forEach(
        timer -> {
          if (timer.isPending()) {
            live.add(timer);
          }
        });
    live.sort(null);
    return live;
  }
}
