package dev.mlsim.clock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The timers ahead, in a binary heap. A cancelled timer stays until it comes up or until the
 * cancelled ones are the majority, when all of them are swept at once: cancelling costs O(1) on
 * average, and the heap never holds more than twice the live timers (plus a small constant).
 */
final class TimerQueue {
  private static final int SWEEP_FROM = 64;

  private final PriorityQueue<ScheduledTimer> heap = new PriorityQueue<>();
  private int cancelled;

  void add(ScheduledTimer timer) {
    heap.add(timer);
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
      heap.remove();
      cancelled--;
    }
  }

  /** The first timer that somebody may wait for; null if there is none. */
  @Nullable ScheduledTimer firstAwaited() {
    ScheduledTimer first = peek();
    if (first == null || !first.isBackground()) {
      return first;
    }
    for (ScheduledTimer timer : heap) {
      if (timer.isPending()
          && !timer.isBackground()
          && (first.isBackground() || timer.compareTo(first) < 0)) {
        first = timer;
      }
    }
    return first.isBackground() ? null : first;
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
    for (ScheduledTimer timer : heap) {
      if (timer.isPending()) {
        live.add(timer);
      }
    }
    live.sort(null);
    return live;
  }
}
