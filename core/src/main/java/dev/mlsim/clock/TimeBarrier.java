package dev.mlsim.clock;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads share time as if they ran at once: while it is open, a sleep of a party blocks until
 * every party is asleep or has left, and only then time moves, to the earliest of their targets. So
 * parties that each wait for a job of their own end when the longest does, however the threads are
 * scheduled.
 *
 * <pre>{@code
 * try (TimeBarrier barrier = clock.barrier(2)) {
 *   Future<String> one = executor.submit(barrier.party(() -> train("one")));
 *   Future<String> two = executor.submit(barrier.party(() -> train("two")));
 *   one.get();
 *   two.get();
 * }
 * }</pre>
 *
 * <p>A party is a thread: it joins, its sleeps on the clock are the barrier's, and it leaves by
 * closing, also when it throws. Everyone else moves time as ever, and wakes the parties whose
 * targets are reached. Closing the barrier wakes all; their sleeps then end like anyone's.
 *
 * <p>It blocks without a time limit, as a {@link java.util.concurrent.CyclicBarrier} does: give it
 * as many threads as parties, and let a party that waits for something else than time, such as
 * another party's result, leave first. An interrupted sleeper leaves and throws.
 */
public final class TimeBarrier implements AutoCloseable {
  private final VirtualClock clock;
  private final Timeline timeline;
  private final int parties;
  private final Consumer<TimeBarrier> whenClosed;
  private final Map<Thread, Party> joined = new HashMap<>(); // this and the rest: by the lock
  private int joins;
  private boolean closed;

  TimeBarrier(VirtualClock clock, int parties, Consumer<TimeBarrier> whenClosed) {
    this.whenClosed = whenClosed;
    this.clock = clock;
    this.timeline = clock.timeline();
    this.parties = parties;
  }

  /** A thread's part in the barrier; closing it leaves. */
  public final class Party implements AutoCloseable {
    private final Thread thread;
    private @Nullable Instant asleepUntil;

    private Party(Thread thread) {
      this.thread = thread;
    }

    /** Leaves: time no longer waits for this thread. Closing again does nothing. */
    @Override
    public void close() {
      leave(this);
    }
  }

  /**
   * Makes the current thread a party until the result is closed.
   *
   * @throws IllegalStateException if all parties have joined, this thread is one already, or the
   *     barrier is closed
   */
  public Party join() {
    Thread me = Thread.currentThread();
    timeline.lock().lock();
    try {
      if (closed) {
        throw Refusal.closedBarrier();
      }
      if (joined.containsKey(me)) {
        throw Refusal.joined(me);
      }
      if (joins == parties) {
        throw Refusal.parties(parties);
      }
      joins++;
      Party party = new Party(me);
      joined.put(me, party);
      return party;
    } finally {
      timeline.lock().unlock();
    }
  }

  /** The same work as a party: joins, calls, and leaves however it ends. */
  @SuppressWarnings("try") // the resource is there to be closed
  public <T> Callable<T> party(Callable<T> work) {
    return () -> {
      try (Party party = join()) {
        return work.call();
      }
    };
  }

  /** Ends the barrier and wakes all parties; their sleeps go on without it. */
  @Override
  public void close() {
    timeline.lock().lock();
    try {
      closed = true;
      whenClosed.accept(this);
      timeline.moved().signalAll();
    } finally {
      timeline.lock().unlock();
    }
  }

  private void leave(Party party) {
    timeline.lock().lock();
    try {
      joined.remove(party.thread, party);
      timeline.moved().signalAll();
    } finally {
      timeline.lock().unlock();
    }
  }

  /** Sleeps as a party; false if this thread is none, or no longer. */
  boolean sleepUntil(Instant target) {
    Party party = partyOfThisThread(target);
    if (party == null) {
      return false;
    }
    while (true) {
      Instant next = awaitAllAsleep(party, target);
      if (next == null) {
        return !clock.now().isBefore(target);
      }
      try {
        clock.movement("sleepUntil(" + next + ")", Aim.notBefore(next)).toTarget();
      } catch (RuntimeException failure) {
        wake(party);
        throw failure;
      }
    }
  }

  private @Nullable Party partyOfThisThread(Instant target) {
    timeline.lock().lock();
    try {
      Party party = joined.get(Thread.currentThread());
      if (party != null && timeline.lock().getHoldCount() > 1) {
        throw Refusal.partyUnderLock(target);
      }
      return party;
    } finally {
      timeline.lock().unlock();
    }
  }

  /** Where this thread must move time to; null if its sleep as a party is over. */
  private @Nullable Instant awaitAllAsleep(Party party, Instant target) {
    timeline.lock().lock();
    try {
      party.asleepUntil = target;
      while (!closed && timeline.now().isBefore(target)) {
        Instant earliest = earliestIfAllAsleep();
        if (earliest != null) {
          return earliest;
        }
        timeline.moved().await();
      }
      party.asleepUntil = null;
      return null;
    } catch (InterruptedException interrupted) {
      leave(party);
      Thread.currentThread().interrupt();
      throw Refusal.interrupted(target, timeline.now());
    } finally {
      timeline.lock().unlock();
    }
  }

  private void wake(Party party) {
    timeline.lock().lock();
    try {
      party.asleepUntil = null;
    } finally {
      timeline.lock().unlock();
    }
  }

  /**
   * The first target ahead if nobody is awake; a sleeper whose target is reached counts as awake.
   */
  private @Nullable Instant earliestIfAllAsleep() {
    if (joins < parties) {
      return null;
    }
    Instant earliest = null;
    for (Party party : joined.values()) {
      Instant target = party.asleepUntil;
      if (target == null || !target.isAfter(timeline.now())) {
        return null;
      }
      if (earliest == null || target.isBefore(earliest)) {
        earliest = target;
      }
    }
    return earliest;
  }
}
