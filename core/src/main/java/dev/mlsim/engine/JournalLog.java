package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Visible;
import dev.mlsim.journal.CalledBefore;
import dev.mlsim.journal.Journal;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.Setting;
import dev.mlsim.journal.Story;
import java.util.ArrayDeque;
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
  private SizedQueue<JournalEntry> entries = new SizedQueue<>(); // by the bytes of their documents
  private final ArrayDeque<Failed> failed = new ArrayDeque<>();
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
      append(entry, 0);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a call, whose documents are read-only and take about so many bytes. Under the simulator's
   * lock, as every call is answered.
   */
  void add(JournalEntry.Called call, long size) {
    if (size > SMALL && entries.total() + size > BYTES) {
      digested(call, size);
    } else {
      append(call, size);
    }
  }

  private void digested(JournalEntry.Called call, long size) {
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
    append(less, Math.max(0, size - digests.saved()));
  }

  private void append(JournalEntry entry, long size) {
    while (entries.count() == BOUND || (entries.count() > 0 && entries.total() + size > BYTES)) {
      entries.removeFirst();
      dropped++;
    }
    entries.add(entry, size);
  }

  /** The number of the next call; under the simulator's lock too. */
  long nextCall() {
    return ++calls;
  }

  @Override
  public List<JournalEntry> entries() {
    lock.lock();
    try {
      return entries.list();
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
      dropped += entries.count();
      entries.clear();
      failed.clear();
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
  record Saved(SizedQueue<JournalEntry> entries, long dropped, long calls) {}

  Saved save() {
    return new Saved(entries.copy(), dropped, calls);
  }

  void restore(Saved saved) {
    entries = saved.entries().copy();
    dropped = saved.dropped();
    calls = saved.calls();
  }

  private <T extends JournalEntry> List<T> all(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
