package dev.mlsim.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The life of one resource as the journal tells it.
 *
 * @param type the type's name
 * @param name the resource's name, with its id where it has one
 * @param stays where it stayed, and how long, oldest first
 */
record Life(String type, String name, List<Stay> stays) {
  private static final int ALONE = 3;

  /**
   * A time in one state.
   *
   * @param from since when
   * @param to until when
   * @param move what brought it there
   */
  record Stay(Instant from, Instant to, JournalEntry.Moved move) {
    Stay until(Instant end) {
      return new Stay(from, end, move);
    }
  }

  /** All lives, by type in order of mention, then by creation. */
  static List<Life> of(List<JournalEntry> entries, Instant now) {
    Map<Long, Life> lives = new LinkedHashMap<>();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Moved move) {
        lives
            .computeIfAbsent(
                move.resource(), r -> new Life(move.type(), move.title(), new ArrayList<>()))
            .add(move, now);
      }
    }
    Map<String, List<Life>> byType = new LinkedHashMap<>();
    lives.values().forEach(l -> byType.computeIfAbsent(l.type, t -> new ArrayList<>()).add(l));
    return byType.values().stream().flatMap(List::stream).toList();
  }

  private void add(JournalEntry.Moved move, Instant now) {
    if (!stays.isEmpty()) {
      Stay last = stays.remove(stays.size() - 1);
      stays.add(last.until(move.at()));
      if (move.isWordsOnly()) {
        stays.set(stays.size() - 1, last);
        return;
      }
    }
    boolean gone = move.standing() == JournalEntry.Standing.GONE;
    stays.add(new Stay(move.at(), gone ? move.at() : now, move));
  }

  String title() {
    return type + " " + name;
  }

  JournalEntry.Moved last() {
    return stays.get(stays.size() - 1).move();
  }

  boolean isFailed() {
    return last().isFailure();
  }

  /** Where it stands now, and why. */
  String says() {
    JournalEntry.Moved last = last();
    return last.standing() == JournalEntry.Standing.GONE
        ? "is gone"
        : last.to() + (last.reason().isEmpty() ? "" : "  because: " + last.reason());
  }

  /** A line for each; those of a type that stand alike are told together if they are many. */
  static List<String> told(List<Life> lives) {
    Map<String, List<Life>> alike = new LinkedHashMap<>();
    lives.forEach(
        life ->
            alike
                .computeIfAbsent(life.type + "  " + life.says(), l -> new ArrayList<>())
                .add(life));
    return alike.values().stream().flatMap(Life::line).toList();
  }

  private static Stream<String> line(List<Life> alike) {
    Life first = alike.get(0);
    Life last = alike.get(alike.size() - 1);
    return alike.size() <= ALONE
        ? alike.stream().map(life -> life.title() + "  " + life.says())
        : Stream.of(first.title() + " … " + last.name + " (" + alike.size() + ")  " + first.says());
  }
}
