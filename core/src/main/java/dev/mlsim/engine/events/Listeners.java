package dev.mlsim.engine.events;

import static java.util.Objects.requireNonNull;

import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.Guard;
import dev.mlsim.clock.Timer;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.event.Subscription;
import dev.mlsim.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who listens in one simulator, and what is on its way to them. They are told by timers of the
 * clock, each of which hands its listener a task that runs without the lock. Safe for threads.
 */
public final class Listeners {
  private static final int BOUND = 1_000;

  /** How long after an attempt that failed the next one is made, as Lambda does. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

  /** How long something that is to be overtaken waits for what overtakes it. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final VirtualClock clock;
  private final Guard lock;
  private final FaultRules faults;
  private final Consumer<String> note;
  private final ScheduledExecutorService tasks;
  private final List<LiveSubscription<?>> subscriptions = new ArrayList<>();
  private final IdentityHashMap<Delivery, Timer> ahead = new IdentityHashMap<>();
  private final List<Delivery> overtaken = new ArrayList<>();
  private long made;

  /**
   * Makes a simulator without any.
   *
   * @param note writes into the journal
   */
  public Listeners(VirtualClock clock, FaultRules faults, Consumer<String> note) {
    this.clock = clock;
    this.lock = clock.guard();
    this.faults = faults;
    this.note = note;
    this.tasks = clock.scheduledExecutorService();
  }

  /**
   * Has somebody listen from now on.
   *
   * @param kind the class of what is heard
   * @param says what the listener was given to
   * @param wanted what of it; a function of the test's is asked as such
   */
  public <T> Subscription<T> add(
      Class<T> kind, String says, Predicate<? super T> wanted, Consumer<? super T> listener) {
    requireNonNull(listener, "listener");
    requireNonNull(wanted, "wanted");
    lock.lock();
    try {
      subscriptions.removeIf(LiveSubscription::isCancelled);
      if (subscriptions.size() == BOUND) {
        throw new IllegalStateException(
            "mlsim: a simulator is bounded at " + BOUND + " listeners; cancel those that are done");
      }
      made++;
      LiveSubscription<T> subscription =
          new LiveSubscription<>(new LiveSubscription.Terms<>(made, kind, says, wanted, listener));
      subscriptions.add(subscription);
      return subscription;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody listens to that. Called under the lock, often. */
  public boolean hear(Class<?> kind) {
    for (int i = 0; i < subscriptions.size(); i++) {
      if (subscriptions.get(i).isOf(kind)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sends something on its way to those who want to hear it. Called under the lock.
   *
   * @param named by what name fault rules know it; empty for what no network carries
   */
  public void tell(Object what, String named) {
    List<LiveSubscription<?>> fit = new ArrayList<>();
    for (LiveSubscription<?> subscription : subscriptions) {
      if (subscription.isOf(what.getClass()) && wants(subscription, what)) {
        fit.add(subscription);
      }
    }
    if (fit.isEmpty()) {
      return;
    }
    Optional<Fault.Misdeliver> mishap = named.isEmpty() ? Optional.empty() : judge(what, named);
    fit.forEach(subscription -> send(subscription, what, mishap));
  }

  /** A predicate that fails has the listener hear it, whose call then says so. */
  private boolean wants(LiveSubscription<?> subscription, Object what) {
    try {
      return lock.asking(subscription.toString(), () -> subscription.wants(what));
    } catch (FunctionFailed failure) {
      expect(clock.now(), new Delivery(0, subscription.toString(), failure, 1));
      return false;
    }
  }

  private Optional<Fault.Misdeliver> judge(Object what, String named) {
    Optional<FaultRules.Misdelivered> verdict = faults.misdelivery(named);
    verdict.ifPresent(v -> note.accept(what + " " + v.fault().says() + ", by: " + v.says()));
    return verdict.map(FaultRules.Misdelivered::fault);
  }

  private void send(LiveSubscription<?> to, Object what, Optional<Fault.Misdeliver> mishap) {
    Delivery delivery = new Delivery(to.number(), to.toString(), what, 1);
    Instant now = clock.now();
    if (mishap.isEmpty()) {
      expect(now, delivery);
      overtake(to, now);
      return;
    }
    switch (mishap.get().manner()) {
      case LATE -> expect(now.plus(mishap.get().by()), delivery);
      case TWICE -> {
        expect(now, delivery);
        expect(now, new Delivery(to.number(), to + " again", what, 1));
      }
      case OUT_OF_ORDER -> {
        overtaken.add(delivery);
        expect(now.plus(LONGEST_WAIT), delivery);
      }
      case LOST -> {
        // Nobody hears it.
      }
    }
  }

  /** What waited to be overtaken on its way to that listener follows now. */
  private void overtake(LiveSubscription<?> by, Instant now) {
    for (Iterator<Delivery> waiting = overtaken.iterator(); waiting.hasNext(); ) {
      Delivery one = waiting.next();
      if (one.subscription() == by.number()) {
        waiting.remove();
        @Nullable Timer timer = ahead.remove(one);
        if (timer != null && timer.cancel()) {
          expect(now, one);
        }
      }
    }
  }

  /** Has something reach its listener at a time. Called under the lock. */
  public void expect(Instant due, Delivery delivery) {
    ahead.put(delivery, clock.schedule(due, delivery, () -> arrive(delivery)));
  }

  private void arrive(Delivery delivery) {
    ahead.remove(delivery);
    overtaken.remove(delivery);
    if (delivery.what() instanceof FunctionFailed failure) {
      note.accept(String.valueOf(failure.getMessage()));
      throw failure;
    }
    find(delivery.subscription()).ifPresent(to -> tasks.execute(() -> tell(to, delivery)));
  }

  private Optional<LiveSubscription<?>> find(long number) {
    for (LiveSubscription<?> subscription : subscriptions) {
      if (subscription.number() == number && !subscription.isCancelled()) {
        return Optional.of(subscription);
      }
    }
    return Optional.empty();
  }

  /** Without the lock: the listener may call AWS, and wait. */
  private void tell(LiveSubscription<?> to, Delivery delivery) {
    if (to.isCancelled()) {
      return;
    }
    try {
      to.tell(delivery.what());
    } catch (Exception e) {
      if (isGivenUp(to, delivery, e)) {
        fail(to, delivery, e);
      }
      return;
    } catch (Throwable e) {
      locked(() -> note.accept(to + " failed at " + delivery.what() + ": " + e));
      throw new FunctionFailed(to.toString(), e);
    }
    locked(to::count);
  }

  private boolean isGivenUp(LiveSubscription<?> to, Delivery delivery, Exception e) {
    boolean last = delivery.attempt() > PAUSES.size();
    locked(
        () -> {
          String threw = to + " threw " + e + " at " + delivery.what();
          if (last) {
            note.accept(
                threw
                    + " for the "
                    + delivery.attempt()
                    + "rd time, and that is given up"
                    + (to.hasLetters() ? ": it is a dead letter" : ""));
          } else {
            Duration pause = PAUSES.get(delivery.attempt() - 1);
            note.accept(threw + ", and is called again in " + pause);
            expect(clock.now().plus(pause), delivery.again());
          }
        });
    return last;
  }

  private static void fail(LiveSubscription<?> to, Delivery delivery, Exception e) {
    if (!to.hasLetters()) {
      throw new FunctionFailed(to.toString(), e);
    }
    try {
      to.giveUp(delivery.what());
    } catch (Throwable failure) {
      throw new FunctionFailed(to + ".deadLetters(letters)", failure);
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets who listens, and what is on its way. Called under the lock. */
  public void clear() {
    ahead.values().forEach(Timer::cancel);
    ahead.clear();
    overtaken.clear();
    subscriptions.clear();
  }

  /** Who listened; what was on its way is among the timers of the world. */
  public record Saved(
      Listeners home,
      List<LiveSubscription.Saved<?>> subscriptions,
      List<Delivery> overtaken,
      long made) {}

  /** Who listens now. Called under the lock. */
  public Saved save() {
    List<LiveSubscription.Saved<?>> saved = new ArrayList<>();
    subscriptions.forEach(subscription -> saved.add(subscription.save()));
    return new Saved(this, List.copyOf(saved), List.copyOf(overtaken), made);
  }

  /** Has those listen who did back then; nobody does, and nothing is on its way yet. */
  public void restore(Saved saved) {
    saved.subscriptions().forEach(one -> subscriptions.add(one.back(saved.home() == this)));
    overtaken.addAll(saved.overtaken());
    made = saved.made();
  }
}
