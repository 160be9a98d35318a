package dev.mlsim.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that only grows, as a value: who holds an older one keeps what was, and going back to it
 * costs nothing.
 */
public final class Trail<T> {
  private static final Trail<?> EMPTY = new Trail<>(null, null, 0);

  private final @Nullable Trail<T> before;
  private final @Nullable T last;
  private final int size;

  private Trail(@Nullable Trail<T> before, @Nullable T last, int size) {
    this.before = before;
    this.last = last;
    this.size = size;
  }

  /** One with nothing in it. */
  @SuppressWarnings("unchecked") // it holds nothing of any type
  public static <T> Trail<T> empty() {
    return (Trail<T>) EMPTY;
  }

  /** The same with one more at its end. */
  public Trail<T> and(T next) {
    return new Trail<>(this, next, size + 1);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** All of them, oldest first. */
  @SuppressWarnings("unchecked") // only what is a T was put in
  public List<T> toList() {
    Object[] all = new Object[size];
    Trail<T> at = this;
    for (int i = size - 1; i >= 0 && at != null; i--) {
      all[i] = at.last;
      at = at.before;
    }
    return (List<T>) List.copyOf(Arrays.asList(all));
  }
}
