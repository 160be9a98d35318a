package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.Setting;
import dev.mlsim.journal.Story;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The journal of one simulator, and how it is written. Safe for threads. */
public final class JournalLog implements Journal {
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
  public JournalLog(Guard lock, Supplier<Setting> setting) {
    this.lock = lock;
    this.setting = setting;
  }

  /** A call begins: what happens until it is added stands behind it. */
  void beginCall() {
    lock.lock();
    try {
      inCall = true;
    } finally {
      lock.unlock();
    }
  }

  /** A call is over, also one that nobody could answer: what happens now stands for itself. */
  void endCall() {
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
  long nextCall() {
    lock.lock();
    try {
      return ++calls;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<JournalEntry> entries() {
    lock.lock();
    try {
      return new ArrayList<>(entries);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<JournalEntry.Called> calls() {
    return all(JournalEntry.Called.class);
  }

  @Override
  public List<JournalEntry.Called> calls(String operation) {
    return calls().stream().filter(c -> c.operation().equals(operation)).toList();
  }

  @Override
  public List<JournalEntry.Retried> retries() {
    return all(JournalEntry.Retried.class);
  }

  @Override
  public List<JournalEntry.Retried> retries(String operation) {
    return retries().stream().filter(r -> r.operation().equals(operation)).toList();
  }

  @Override
  public List<JournalEntry.Moved> moves() {
    return all(JournalEntry.Moved.class);
  }

  @Override
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  @Override
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

  @Override
  public String text() {
    return entries().stream().map(e -> e.at() + "  " + e.text()).collect(Collectors.joining("\n"));
  }

  @Override
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
