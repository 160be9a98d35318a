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
  private long dropped;
  private long calls;

  /**
   * Makes an empty journal.
   *
   * @param lock the simulator's
   * @param setting tells where things happen, for stories
   */
  JournalLog(Guard lock, Supplier<Setting> setting) {
    this.lock = lock;
    this.setting = setting;
  }

  /** Adds an entry. */
  public void add(JournalEntry entry) {
    lock.lock();
    try {
      append(entry);
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

  /** What it said. */
  record Saved(List<JournalEntry> entries, long dropped, long calls) {}

  Saved save() {
    return new Saved(List.copyOf(entries), dropped, calls);
  }

  void restore(Saved saved) {
    entries.clear();
    entries.addAll(saved.entries());
    dropped = saved.dropped();
    calls = saved.calls();
  }

  private <T extends JournalEntry> List<T> all(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
