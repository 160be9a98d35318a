package dev.mlsim.clock;

import java.time.Instant;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * A timer in the queue: its place in the order, its action and its state, which the lock guards.
 */
sealed class ScheduledTimer implements Timer, Comparable<ScheduledTimer> permits BackgroundTimer {
  /** Seconds that fit into a key; 142 million years. */
  private static final long FAR = 1L << 52;

  private static final int BITS_OF_MILLIS = 10;
  private static final int BITS_OF_SEQUENCE = 43; // which leaves 20 for the nanoseconds of one
  private static final int NANOS_OF_MILLI = 1_000_000;

  private final Timeline timeline;
  private final Instant due;
  private final long key;
  private final long sequence;
  private final Object what;
  private final boolean task;
  private volatile @Nullable Runnable
      action; // null once fired or cancelled, which frees its memory

  /**
   * @param task whether the action is a user's, which runs without the lock and may sleep
   */
  ScheduledTimer(
      Timeline timeline, Instant due, long sequence, Object what, boolean task, Runnable action) {
    this.timeline = timeline;
    this.due = due;
    this.key = key(due);
    this.sequence = sequence;
    this.what = what;
    this.task = task;
    this.action = action;
  }

  @Override
  public Instant due() {
    return due;
  }

  /** What was given as {@code what}: it becomes a text when somebody asks. */
  Object label() {
    return what;
  }

  @Override
  public String what() {
    return what.toString();
  }

  @Override
  public boolean cancel() {
    return timeline.cancel(this);
  }

  @Override
  public boolean isPending() {
    return action != null;
  }

  boolean isTask() {
    return task;
  }

  /** Whether nobody waits for it. */
  boolean isBackground() {
    return false;
  }

  /** Ends the wait and hands out the action; null if it was ended before. */
  @Nullable Runnable take() {
    Runnable taken = action;
    action = null;
    return taken;
  }

  /** Orders as {@link #compareTo} does, but for what is due in the same millisecond or far off. */
  long key() {
    return key;
  }

  /** Orders those of one key as {@link #compareTo} does, unless they are far off. */
  long tie() {
    long nanosOfMilli = due.getLong(ChronoField.NANO_OF_SECOND) % NANOS_OF_MILLI;
    return (nanosOfMilli << BITS_OF_SEQUENCE) | sequence;
  }

  /** Whether what has the key is due so far off that it may not be at the same time. */
  static boolean isFar(long key) {
    return key >> BITS_OF_MILLIS == FAR || key >> BITS_OF_MILLIS == -FAR;
  }

  private static long key(Instant due) {
    long second = Math.max(-FAR, Math.min(FAR, due.getEpochSecond()));
    return (second << BITS_OF_MILLIS) | (due.getNano() / NANOS_OF_MILLI);
  }

  /** By due time; ties in order of registration. */
  @Override
  public int compareTo(ScheduledTimer other) {
    int byDue = due.compareTo(other.due);
    return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return "[" + what + "] due " + due;
  }
}
