package dev.mlsim.journal;

import dev.mlsim.clock.Guard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What happened in one simulator, oldest first. Safe for threads.
 *
 * <p>Bounded: when it is full the oldest entries go, and {@link #dropped()} says how many went.
 */
public final class Journal {
  private static final int BOUND = 50_000;

  private final Guard lock;
  private final Supplier<Setting> setting;
  private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();
  private final List<JournalEntry> during = new ArrayList<>();
  private boolean inCall;
  private long dropped;
  private long calls;

  /**
   * Makes an empty journal.
   *
   * @param lock the simulator's
   * @param setting tells where things happen, for stories
   */
  public Journal(Guard lock, Supplier<Setting> setting) {
    this.lock = lock;
    this.setting = setting;
  }

  /** A call begins: what happens until it is added stands behind it. */
  public void beginCall() {
    lock.lock();
    try {
      inCall = true;
    } finally {
      lock.unlock();
    }
  }

  /** A call is over, also one that nobody could answer: what happens now stands for itself. */
  public void endCall() {
    lock.lock();
    try {
      inCall = false;
      during.forEach(this::append);
      during.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Adds an entry. */
  public void add(JournalEntry entry) {
    lock.lock();
    try {
      if (entry instanceof JournalEntry.Called) {
        append(entry);
        endCall();
      } else if (inCall) {
        during.add(entry);
      } else {
        append(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  private void append(JournalEntry entry) {
    if (entries.size() == BOUND) {
      entries.removeFirst();
      dropped++;
    }
    entries.addLast(entry);
  }

  /** The number of the next call. */
  public long nextCall() {
    lock.lock();
    try {
      return ++calls;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that is still there, oldest first; a copy. */
  public List<JournalEntry> entries() {
    lock.lock();
    try {
      return new ArrayList<>(entries);
    } finally {
      lock.unlock();
    }
  }

  /** The calls, oldest first. */
  public List<JournalEntry.Called> calls() {
    return all(JournalEntry.Called.class);
  }

  /** The calls of one operation, oldest first. */
  public List<JournalEntry.Called> calls(String operation) {
    return calls().stream().filter(c -> c.operation().equals(operation)).toList();
  }

  /** The retries that SDK clients made, oldest first. */
  public List<JournalEntry.Retried> retries() {
    return all(JournalEntry.Retried.class);
  }

  /** The retries of one operation, oldest first. */
  public List<JournalEntry.Retried> retries(String operation) {
    return retries().stream().filter(r -> r.operation().equals(operation)).toList();
  }

  /** The moves of all resources, oldest first. */
  public List<JournalEntry.Moved> moves() {
    return all(JournalEntry.Moved.class);
  }

  /** How many of the oldest entries had to go. */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything. */
  public void clear() {
    lock.lock();
    try {
      entries.clear();
      during.clear();
      inCall = false;
      dropped = 0;
      calls = 0;
    } finally {
      lock.unlock();
    }
  }

  /** The journal as text, a line an entry; {@link Story#text} is shorter and aligned. */
  public String text() {
    return entries().stream().map(e -> e.at() + "  " + e.text()).collect(Collectors.joining("\n"));
  }

  /** What happened so far, to be read: as text, or as a page for a browser. */
  public Story story() {
    lock.lock();
    try {
      return new Story("what happened", setting.get(), entries(), dropped, List.of());
    } finally {
      lock.unlock();
    }
  }

  private <T extends JournalEntry> List<T> all(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
