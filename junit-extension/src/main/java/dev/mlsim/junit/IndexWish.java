package dev.mlsim.junit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the extension and {@link StoryIndex} tell each other in one JVM: the parameters of a suite
 * are known to its tests alone, and whether JUnit's launcher has found the listener to the
 * listener.
 */
final class IndexWish {
  private static final AtomicBoolean MADE = new AtomicBoolean();
  private static final AtomicBoolean HEARD = new AtomicBoolean();

  private IndexWish() {}

  /** Says that a test of the run wants an index. */
  static void make() {
    MADE.set(true);
  }

  static boolean isMade() {
    return MADE.get();
  }

  /** Says that a listener sees to the index from now on, or no longer does. */
  static void listen(boolean listens) {
    MADE.set(false);
    HEARD.set(listens);
  }

  /** Whether a listener sees to the index. */
  static boolean isHeard() {
    return HEARD.get();
  }
}
