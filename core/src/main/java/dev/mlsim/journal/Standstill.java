package dev.mlsim.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether somebody looked again and again while nobody moved the clock. */
final class Standstill {
  /** Fewer looks at one moment are no waiting. */
  private static final int A_FEW = 5;

  private Standstill() {}

  /** What to tell of the looks at unfinished resources since the clock moved last. */
  static Optional<String> of(List<JournalEntry> entries) {
    Subjects subjects = Subjects.of(entries);
    Map<JournalEntry.Moved, Integer> looks = new LinkedHashMap<>();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.TimeMoved) {
        looks.clear();
      } else if (entry instanceof JournalEntry.Called call
          && call.isSuccess()
          && Folding.isRead(call.operation())) {
        subjects.resource(call).ifPresent(move -> looks.merge(move, 1, Integer::sum));
      }
    }
    return looks.entrySet().stream()
        .filter(look -> look.getValue() >= A_FEW)
        .filter(look -> look.getKey().standing() == JournalEntry.Standing.IN_PROGRESS)
        .max(Map.Entry.comparingByValue())
        .map(look -> told(look.getKey(), look.getValue()));
  }

  private static String told(JournalEntry.Moved move, int looks) {
    return looks
        + " looks at "
        + move.type()
        + " ["
        + move.title()
        + "] on its way, and the clock never moved: polling = \"settle\", advance, or the clock's"
        + " scheduler";
  }
}
