package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Visible;
import dev.mlsim.journal.CalledBefore;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.Setting;
import dev.mlsim.journal.Story;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The journal of one simulator, and how it is written. Safe for threads.
 *
 * <p>What it has been told never changes. It is bounded by count and by bytes: once the documents
 * of its calls come to {@value #BYTES} bytes, large values in the large ones to come are kept as
 * {@link Digests}, and as many of the oldest entries go as it takes.
 */
public final class JournalLog implements Journal {
  static final long BYTES = 64 * 1024 * 1024;

  private static final int BOUND = 50_000;
  private static final int FAILURES = 100;

  /** Calls of fewer bytes are kept as they are: they push out few others. */
  private static final long SMALL = 16 * 1024;

  private final Guard lock;
  private final Supplier<Setting> setting;
  private final ArrayDeque<Kept> entries = new ArrayDeque<>();
  private final ArrayDeque<Failed> failed = new ArrayDeque<>();
  private long bytes;
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

  /** An entry, and how many bytes its documents take. */
  record Kept(JournalEntry entry, long bytes) {}

  /** A function of the test that failed. */
  private record Failed(String requestId, Throwable failure) {}

  /** A function of the test failed while a call was answered, whose entry follows. */
  void failed(String requestId, Throwable failure) {
    lock.lock();
    try {
      if (failed.size() == FAILURES) {
        failed.removeFirst();
      }
      failed.addLast(new Failed(requestId, failure));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Throwable> failure(String requestId) {
    lock.lock();
    try {
      // The latest: a call that failed is taken back with its id, which the next one has again.
      for (Iterator<Failed> all = failed.descendingIterator(); all.hasNext(); ) {
        Failed one = all.next();
        if (one.requestId().equals(requestId)) {
          return Optional.of(one.failure());
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Adds an entry. */
  public void add(JournalEntry entry) {
    lock.lock();
    try {
      append(new Kept(entry, 0));
    } finally {
      lock.unlock();
    }
  }

  /** Adds a call, whose documents are read-only and take about so many bytes. */
  void add(JournalEntry.Called call, long size) {
    lock.lock();
    try {
      append(size > SMALL && bytes + size > BYTES ? digested(call, size) : new Kept(call, size));
    } finally {
      lock.unlock();
    }
  }

  private static Kept digested(JournalEntry.Called call, long size) {
    Digests digests = new Digests();
    JournalEntry.Called less =
        new JournalEntry.Called(
            call.at(),
            call.number(),
            call.service(),
            call.operation(),
            digests.of(call.input()),
            digests.of(call.output()),
            call.status(),
            call.error(),
            call.message(),
            call.fault(),
            call.cause(),
            call.attempt(),
            call.first(),
            call.suffered());
    return new Kept(less, Math.max(0, size - digests.saved()));
  }

  private void append(Kept kept) {
    while (!entries.isEmpty() && (entries.size() == BOUND || bytes + kept.bytes() > BYTES)) {
      bytes -= entries.removeFirst().bytes();
      dropped++;
    }
    entries.addLast(kept);
    bytes += kept.bytes();
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
      List<JournalEntry> all = new ArrayList<>(entries.size());
      entries.forEach(kept -> all.add(kept.entry()));
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<JournalEntry.Called> calls() {
    return includingChildren().calls().stream().filter(call -> !call.isOfChild()).toList();
  }

  @Override
  public CalledBefore includingChildren() {
    return () -> all(JournalEntry.Called.class);
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
      dropped += entries.size();
      entries.clear();
      failed.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Is as it was at the start. */
  void restart() {
    clear();
    dropped = 0;
    calls = 0;
  }

  @Override
  public String text() {
    return entries().stream()
        .map(e -> e.at() + "  " + Visible.line(e.text()))
        .collect(Collectors.joining("\n"));
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
  record Saved(List<Kept> entries, long bytes, long dropped, long calls) {}

  Saved save() {
    return new Saved(List.copyOf(entries), bytes, dropped, calls);
  }

  void restore(Saved saved) {
    entries.clear();
    entries.addAll(saved.entries());
    bytes = saved.bytes();
    dropped = saved.dropped();
    calls = saved.calls();
  }

  private <T extends JournalEntry> List<T> all(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
