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
      timers = Arrays.copyOf(timers, 2 * size);
    }
    up(size++, timer.key(), timer);
  }

  /** Takes the first timer out, if there is one. */
  @Nullable ScheduledTimer poll() {
    ScheduledTimer first = timers[0];
    if (first != null) {
      size--;
      ScheduledTimer last = at(size);
      long key = keys[size];
      timers[size] = null;
      if (size > 0) {
        down(0, key, last);
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
        keys[kept] = keys[i];
        timers[kept++] = timer;
      }
    }
    Arrays.fill(timers, kept, size, null);
    size = kept;
    for (int i = (size - 2) / CHILDREN; i >= 0 && size > 1; i--) {
      down(i, keys[i], at(i));
    }
  }

  private void up(int from, long key, ScheduledTimer timer) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) / CHILDREN;
      if (!isBefore(key, timer, parent)) {
        break;
      }
      put(place, keys[parent], at(parent));
      place = parent;
    }
    put(place, key, timer);
  }

  private void down(int from, long key, ScheduledTimer timer) {
    int place = from;
    while (true) {
      int first = place * CHILDREN + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      for (int child = first + 1; child < Math.min(first + CHILDREN, size); child++) {
        if (keys[child] < keys[least]
            || (keys[child] == keys[least] && at(child).compareTo(at(least)) < 0)) {
          least = child;
        }
      }
      if (isBefore(key, timer, least)) {
        break;
      }
      put(place, keys[least], at(least));
      place = least;
    }
    put(place, key, timer);
  }

  /** Whether the timer comes before the one in that place; keys alone tell most apart. */
  private boolean isBefore(long key, ScheduledTimer timer, int place) {
    return key < keys[place] || (key == keys[place] && timer.compareTo(at(place)) < 0);
  }

  private void put(int place, long key, ScheduledTimer timer) {
    keys[place] = key;
    timers[place] = timer;
  }

  @SuppressWarnings("NullAway") // below size there is a timer in every place
  private ScheduledTimer at(int place) {
    return timers[place];
  }
}
