package dev.mlsim.journal;

import java.time.Instant;
import java.util.List;

/**
 * One line of a story: one thing that happened, or several that are alike.
 *
 * @param at when it happened first
 * @param until when it happened last
 * @param kind what it is
 * @param subject who or what
 * @param about the subjects of all that it tells of, to be found by
 * @param outcome what came of it
 * @param count how often it happened
 * @param isBad whether it stands for trouble
 * @param calls the first and the last call, for those who want to see the documents
 */
record Line(
    Instant at,
    Instant until,
    Kind kind,
    String subject,
    String about,
    String outcome,
    int count,
    boolean isBad,
    List<JournalEntry.Called> calls) {

  enum Kind {
    CALL,
    STATE,
    EVENT,
    CLOCK,
    NOTE
  }

  /** Whether the other says the same and stands in the same place. */
  boolean isLike(Line other) {
    return kind == other.kind && subject.equals(other.subject) && outcome.equals(other.outcome);
  }

  /** This line and a later one that is like it. */
  Line and(Line later) {
    List<JournalEntry.Called> ends =
        calls.isEmpty() ? calls : List.of(calls.get(0), later.calls.get(later.calls.size() - 1));
    return new Line(
        at,
        later.until,
        kind,
        subject,
        about,
        outcome,
        count + later.count,
        isBad || later.isBad,
        ends);
  }

  Line saying(String newOutcome) {
    return new Line(at, until, kind, subject, about, newOutcome, count, isBad, calls);
  }

  /** The same for many that differ in their names. */
  Line crowd(String newSubject, String subjects) {
    return new Line(at, until, kind, newSubject, subjects, outcome, count, isBad, calls);
  }

  /** Whether its subject says already how many they are. */
  boolean isCrowd() {
    return !subject.equals(about);
  }
}
