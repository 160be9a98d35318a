package dev.mlsim.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says what calls are about by the names that people gave, where a call has but an ARN or an id.
 */
final class Subjects {
  /** The latest moves by name or id, then by type. */
  private final Map<String, Map<String, JournalEntry.Moved>> latest = new HashMap<>();

  private Subjects() {}

  static Subjects of(List<JournalEntry> entries) {
    Subjects subjects = new Subjects();
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Moved move) {
        subjects.put(move.key(), move);
        if (!move.id().isEmpty()) {
          subjects.put(move.id(), move);
        }
      }
    }
    return subjects;
  }

  private void put(String name, JournalEntry.Moved move) {
    latest.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(move.type(), move);
  }

  /** The call's subject, or nothing if it has none. */
  String of(JournalEntry.Called call) {
    String said = CallSubject.of(call);
    return resource(call, said)
        .filter(move -> !said.equals(move.key()))
        .map(JournalEntry.Moved::title)
        .orElseGet(() -> CallSubject.shortened(said));
  }

  /** The latest move of what the call is about, if the journal knows it. */
  Optional<JournalEntry.Moved> resource(JournalEntry.Called call) {
    return resource(call, CallSubject.of(call));
  }

  private Optional<JournalEntry.Moved> resource(JournalEntry.Called call, String said) {
    String tail = said.substring(Math.max(said.lastIndexOf('/'), said.lastIndexOf(':')) + 1);
    Map<String, JournalEntry.Moved> called = latest.getOrDefault(tail, Map.of());
    Optional<JournalEntry.Moved> own =
        called.values().stream().filter(move -> isOf(call, move)).findFirst();
    return own.or(() -> called.values().stream().filter(m -> called.size() == 1).findFirst());
  }

  // DescribeTrainingJob is about a training-job, DescribeModel about a sagemaker:model.
  private static boolean isOf(JournalEntry.Called call, JournalEntry.Moved move) {
    String type = move.type().substring(move.type().indexOf(':') + 1).replace("-", "");
    return call.operation().toLowerCase(Locale.ROOT).endsWith(type);
  }
}
