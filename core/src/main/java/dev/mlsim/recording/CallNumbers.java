package dev.mlsim.recording;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers calls, whose attempts follow each other closely. */
final class CallNumbers {
  private static final int MOST = 10_000;

  private final Map<String, String> open =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };
  private int count;

  /** The number of a call, such as {@code c4}; one without an id is a call of its own. */
  String of(String invocation) {
    return invocation.isEmpty() ? next() : open.computeIfAbsent(invocation, i -> next());
  }

  private String next() {
    count++;
    return "c" + count;
  }
}
