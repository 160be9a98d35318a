package dev.mlsim.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes lines of a journal's entries and folds what repeats itself: polls between two events, calls
 * tried again, resources that move together.
 */
final class Folding {
  private static final int ALONE = 3;
  private static final int FOUND = 500;

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Line> polls = new LinkedHashMap<>();

  private final Subjects subjects;

  private Folding(Subjects subjects) {
    this.subjects = subjects;
  }

  static List<Line> of(List<JournalEntry> entries) {
    Folding folding = new Folding(Subjects.of(entries));
    entries.forEach(folding::take);
    folding.tellPolls();
    return crowds(folding.lines);
  }

  private void take(JournalEntry entry) {
    if (entry instanceof JournalEntry.Called call) {
      Line line = line(call);
      if (call.isSuccess() && isRead(call.operation())) {
        polls.merge(line.subject() + "\n" + line.outcome(), line, Line::and);
      } else {
        tell(line);
      }
    } else if (entry instanceof JournalEntry.Moved move) {
      moved(move);
    } else if (entry instanceof JournalEntry.TimeMoved time) {
      // Who sleeps on the SDK's behalf shows in the times of the calls.
      if (!time.isSleep()) {
        tell(line(time, Line.Kind.CLOCK, time.cause()));
      }
    } else if (entry instanceof JournalEntry.Emitted event) {
      tell(line(event));
    } else if (entry instanceof JournalEntry.Noted note) {
      tell(line(note, Line.Kind.NOTE, note.says()));
    }
  }

  // The first state of a resource stands with the call that made it.
  private void moved(JournalEntry.Moved move) {
    if (move.isWordsOnly()) {
      return;
    }
    Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (move.from().isEmpty() && last != null && polls.isEmpty() && madeBy(last, move)) {
      lines.set(lines.size() - 1, last.saying(last.outcome() + ", " + move.to()));
    } else {
      tell(line(move));
    }
  }

  private static boolean madeBy(Line call, JournalEntry.Moved move) {
    return call.kind() == Line.Kind.CALL && !call.isBad() && call.until().equals(move.at());
  }

  private void tell(Line line) {
    tellPolls();
    Line last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
    if (last != null && last.isLike(line) && line.kind() == Line.Kind.CALL) {
      lines.set(lines.size() - 1, last.and(line));
    } else {
      lines.add(line);
    }
  }

  private void tellPolls() {
    lines.addAll(polls.values());
    polls.clear();
  }

  static boolean isRead(String operation) {
    return operation.matches("(Describe|List|Get|Search).*");
  }

  private Line line(JournalEntry.Called call) {
    String subject = (call.operation() + " " + subjects.of(call)).strip();
    return new Line(
        call.at(),
        call.at(),
        Line.Kind.CALL,
        subject,
        subject,
        call.outcome(),
        1,
        !call.isSuccess(),
        List.of(call));
  }

  private static Line line(JournalEntry.Moved move) {
    String subject = move.type() + " " + move.title();
    String to = move.standing() == JournalEntry.Standing.GONE ? "is gone" : move.to();
    return new Line(
        move.at(),
        move.at(),
        Line.Kind.STATE,
        subject,
        subject,
        move.reason().isEmpty() || move.standing() == JournalEntry.Standing.IN_PROGRESS
            ? to
            : to + "  because: " + move.reason(),
        1,
        move.isFailure(),
        List.of());
  }

  private static Line line(JournalEntry.Emitted event) {
    return new Line(
        event.at(),
        event.at(),
        Line.Kind.EVENT,
        event.detailType(),
        event.detailType() + " " + event.about(),
        event.about(),
        1,
        false,
        List.of());
  }

  private static Line line(JournalEntry entry, Line.Kind kind, String says) {
    return new Line(entry.at(), entry.at(), kind, says, says, "", 1, false, List.of());
  }

  /** Folds runs of more than a few lines that differ only in the name of what they are about. */
  private static List<Line> crowds(List<Line> lines) {
    List<Line> folded = new ArrayList<>();
    int from = 0;
    while (from < lines.size()) {
      int to = from + 1;
      while (to < lines.size() && isSameButName(lines.get(from), lines.get(to))) {
        to++;
      }
      if (to - from > ALONE) {
        folded.add(crowd(lines.subList(from, to)));
      } else {
        folded.addAll(lines.subList(from, to));
      }
      from = to;
    }
    return folded;
  }

  private static boolean isSameButName(Line one, Line other) {
    return one.kind() == other.kind()
        && (one.kind() == Line.Kind.CALL || one.kind() == Line.Kind.STATE)
        && verb(one).equals(verb(other))
        && one.outcome().equals(other.outcome());
  }

  private static String verb(Line line) {
    int space = line.subject().indexOf(' ');
    return space < 0 ? line.subject() : line.subject().substring(0, space);
  }

  private static Line crowd(List<Line> alike) {
    Line first = alike.get(0);
    Line last = alike.get(alike.size() - 1);
    Line all = alike.stream().reduce(Line::and).orElse(first);
    String names = name(first) + " … " + name(last) + " (" + alike.size() + ")";
    String subjects =
        alike.stream().map(Line::subject).limit(FOUND).collect(Collectors.joining(" "));
    return all.crowd(verb(first) + " " + names, subjects);
  }

  private static String name(Line line) {
    return line.subject().substring(Math.min(verb(line).length() + 1, line.subject().length()));
  }
}
