package dev.mlsim.journal;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out whether somebody looked again and again while nobody moved the clock. */
final class Standstill {
  /** Fewer looks at one moment are no waiting. */
  private static final int A_FEW = 5;

  private Standstill() {}

  /** What to tell of the looks at unfinished resources since the clock moved last. */
  static Optional<String> of(List<JournalEntry> entries) {
    Map<String, Integer> looks = new LinkedHashMap<>();
    Map<String, JournalEntry.Moved> latest = new HashMap<>();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.TimeMoved) {
        looks.clear();
      } else if (entry instanceof JournalEntry.Moved move) {
        latest.put(move.key(), move);
      } else if (entry instanceof JournalEntry.Called call
          && call.isSuccess()
          && Folding.isRead(call.operation())) {
        looks.merge(CallSubject.of(call), 1, Integer::sum);
      }
    }
    return looks.entrySet().stream()
        .filter(look -> look.getValue() >= A_FEW)
        .filter(look -> isOnItsWay(latest.get(look.getKey())))
        .max(Map.Entry.comparingByValue())
        .map(look -> told(look, latest));
  }

  private static boolean isOnItsWay(JournalEntry.@Nullable Moved move) {
    return move != null && move.standing() == JournalEntry.Standing.IN_PROGRESS;
  }

  private static String told(
      Map.Entry<String, Integer> look, Map<String, JournalEntry.Moved> latest) {
    JournalEntry.Moved move = requireNonNull(latest.get(look.getKey()));
    return look.getValue()
        + " looks at "
        + move.type()
        + " ["
        + move.key()
        + "] on its way, and the clock never moved: polling = \"settle\", advance, or the clock's"
        + " scheduler";
  }
}
