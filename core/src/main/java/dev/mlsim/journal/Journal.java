package dev.mlsim.journal;

import java.util.List;
import java.util.Optional;

/**
 * What happened in one simulator, oldest first. Safe for threads. Its calls are those of callers;
 * {@link #includingChildren()} has those, too, that AWS made by itself.
 *
 * <p>What it says never changes. It is bounded, by the number of its entries and by the bytes of
 * their documents: when it is full the oldest entries go, and {@link #dropped()} says how many
 * went.
 */
public interface Journal extends CalledBefore {

  /** Everything that is still there, oldest first; a copy. */
  List<JournalEntry> entries();

  /**
   * The calls of callers, and those that AWS made by itself for resources that start others, such
   * as a pipeline's training jobs.
   */
  CalledBefore includingChildren();

  /** The retries that SDK clients made, oldest first. */
  List<JournalEntry.Retried> retries();

  /** The retries of one operation, oldest first. */
  List<JournalEntry.Retried> retries(String operation);

  /** The moves of all resources, oldest first. */
  List<JournalEntry.Moved> moves();

  /**
   * What a function of the test threw while a call was answered, such as a failed assertion; the
   * last 100 are kept, and of several the latest is given. Exceptions of clients that were made
   * here have it as a suppressed one.
   *
   * @param requestId the id of the call's request, as its answer has it
   */
  Optional<Throwable> failure(String requestId);

  /** How many of the oldest entries had to go, or were cleared. */
  long dropped();

  /** The journal as text, a line an entry; {@link Story#text} is shorter and aligned. */
  String text();

  /** What happened so far, to be read: as text, or as a page for a browser. */
  Story story();

  /** Forgets what happened so far; calls are counted on. */
  void clear();
}
