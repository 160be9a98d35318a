package dev.mlsim.clock;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A heap of timers with four children to a node, the keys beside one another: with a million timers
 * it is the misses of the cache that cost, and a {@code PriorityQueue} looks at two objects a
 * level.
 */
final class TimerHeap {
  private static final int CHILDREN = 4;
  private static final int SMALLEST = 16;

  private long[] keys = new long[SMALLEST];
  private long[] ties = new long[SMALLEST];
  private @Nullable ScheduledTimer[] timers = new @Nullable ScheduledTimer[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** The first timer; null if there is none. */
  @Nullable ScheduledTimer peek() {
    return timers[0];
  }

  void add(ScheduledTimer timer) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      ties = Arrays.copyOf(ties, 2 * size);
      timers = Arrays.copyOf(timers, 2 * size);
    }
    up(size++, timer);
  }

  /** Takes the first timer out, if there is one. */
  @Nullable ScheduledTimer poll() {
    ScheduledTimer first = timers[0];
    if (first != null) {
      size--;
      ScheduledTimer last = at(size);
      long key = keys[size];
      long tie = ties[size];
      timers[size] = null;
      if (size > 0) {
        down(0, key, tie, last);
      }
    }
    return first;
  }

  /** All timers, in no order. */
  void forEach(Consumer<ScheduledTimer> visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(at(i));
    }
  }

  /** The first timer of some; looks at all. */
  @Nullable ScheduledTimer first(Predicate<ScheduledTimer> meant) {
    ScheduledTimer first = null;
    for (int i = 0; i < size; i++) {
      ScheduledTimer timer = at(i);
      if (meant.test(timer) && (first == null || timer.compareTo(first) < 0)) {
        first = timer;
      }
    }
    return first;
  }

  void removeIf(Predicate<ScheduledTimer> gone) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      ScheduledTimer timer = at(i);
      if (!gone.test(timer)) {
        put(kept++, keys[i], ties[i], timer);
      }
    }
    Arrays.fill(timers, kept, size, null);
    size = kept;
    for (int i = (size - 2) / CHILDREN; i >= 0 && size > 1; i--) {
      down(i, keys[i], ties[i], at(i));
    }
  }

  private void up(int from, ScheduledTimer timer) {
    long key = timer.key();
    long tie = timer.tie();
    int place = from;
    while (place > 0) {
      int parent = (place - 1) / CHILDREN;
      if (!isBefore(key, tie, timer, parent)) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    put(place, key, tie, timer);
  }

  private void down(int from, long key, long tie, ScheduledTimer timer) {
    int place = from;
    while (true) {
      int first = place * CHILDREN + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
        if (isBefore(keys[child], ties[child], at(child), least)) {
          least = child;
        }
      }
      if (isBefore(key, tie, timer, least)) {
        break;
      }
      move(least, place);
      place = least;
    }
    put(place, key, tie, timer);
  }

  /** Whether the timer comes before the one in that place; nearly all are told apart unseen. */
  private boolean isBefore(long key, long tie, ScheduledTimer timer, int place) {
    if (key != keys[place]) {
      return key < keys[place];
    }
    return ScheduledTimer.isFar(key) ? timer.compareTo(at(place)) < 0 : tie < ties[place];
  }

  private void move(int from, int to) {
    put(to, keys[from], ties[from], at(from));
  }

  private void put(int place, long key, long tie, ScheduledTimer timer) {
    keys[place] = key;
    ties[place] = tie;
    timers[place] = timer;
  }

  @SuppressWarnings("NullAway") // below size there is a timer in every place
  private ScheduledTimer at(int place) {
    return timers[place];
  }
}
