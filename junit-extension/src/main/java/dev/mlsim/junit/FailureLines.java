package dev.mlsim.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What somebody wants to read first of a failure: its words, and the line of the test. */
final class FailureLines {
  private static final int MOST = 20;
  private static final int LONGEST = 500;
  private static final int DEEPEST = 20;

  private FailureLines() {}

  /**
   * The lines of a failure, from the innermost of the test's classes that it passed.
   *
   * @param classes the test's class, and those that enclose it
   */
  static List<String> of(Throwable failure, List<Class<?>> classes) {
    List<String> lines = new ArrayList<>(said(failure));
    Throwable cause = failure;
    for (int i = 0; i < DEEPEST && cause.getCause() != null && cause.getCause() != cause; i++) {
      cause = cause.getCause();
    }
    if (cause != failure && !String.valueOf(failure.getMessage()).contains(message(cause))) {
      lines.add("caused by " + said(cause).get(0));
    }
    line(failure, classes).ifPresent(line -> lines.add("at " + line));
    return lines;
  }

  private static String message(Throwable cause) {
    return String.valueOf(cause.getMessage()).strip();
  }

  private static List<String> said(Throwable failure) {
    String type = failure.getClass().getSimpleName();
    String message = failure.getMessage() == null ? "" : failure.getMessage().strip();
    List<String> lines =
        (type + (message.isEmpty() ? "" : ": " + message))
            .lines()
            .filter(line -> !line.isBlank())
            .limit(MOST)
            .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...")
            .toList();
    return lines;
  }

  // A helper of the same class may have failed: the deepest frame says most. A test's code that is
  // inherited stands in a class above.
  private static Optional<StackTraceElement> line(Throwable failure, List<Class<?>> classes) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> classes.stream().anyMatch(type -> isIn(frame.getClassName(), type)))
        .findFirst();
  }

  private static boolean isIn(String frame, Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (frame.equals(c.getName()) || frame.startsWith(c.getName() + "$")) {
        return true;
      }
    }
    return false;
  }
}
