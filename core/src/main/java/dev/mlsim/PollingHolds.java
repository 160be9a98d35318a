package dev.mlsim;

import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.Guard;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The polling policies in force: the one held last counts. Safe for threads, by the lock. */
final class PollingHolds {
  private static final int BOUND = 10_000;

  /** A million years. */
  private static final double LONGEST_SECONDS = 3.2e13;

  private final Guard lock;
  private final VirtualClock clock;
  private final Polling standard;
  private final List<Held> holds = new ArrayList<>();

  PollingHolds(Guard lock, VirtualClock clock, Polling standard) {
    this.lock = lock;
    this.clock = clock;
    this.standard = standard;
    holds.add(held(standard));
  }

  /** Tells one holding of a policy from others of the same policy. */
  static final class Token {}

  /**
   * A policy and where it started.
   *
   * @param token tells it from others
   * @param policy the policy
   * @param virtual the virtual time when it started
   * @param wall the wall's time, where it follows a wall
   */
  record Held(Token token, Polling policy, Instant virtual, Instant wall) {}

  private Held held(Polling policy) {
    return held(new Token(), policy, clock.now());
  }

  private Held held(Token token, Polling policy, Instant virtual) {
    Instant wall = policy instanceof Polling.Scaled scaled ? wall(scaled) : Instant.MIN;
    return new Held(token, policy, virtual, wall);
  }

  Polling.Hold hold(Polling policy) {
    Held held = held(policy);
    lock.lock();
    try {
      if (holds.size() == BOUND) {
        throw new IllegalStateException(
            "mlsim: cannot hold polling ["
                + policy
                + "]: "
                + BOUND
                + " policies are held, the bound; close those that are over");
      }
      holds.add(held);
    } finally {
      lock.unlock();
    }
    return () -> release(held);
  }

  private void release(Held held) {
    lock.lock();
    try {
      holds.removeIf(other -> other.token() == held.token());
    } finally {
      lock.unlock();
    }
  }

  Polling current() {
    lock.lock();
    try {
      return last().policy();
    } finally {
      lock.unlock();
    }
  }

  private Held last() {
    return holds.get(holds.size() - 1);
  }

  /** What the policy in force comes to now. Called under the lock. */
  Pace pace() {
    Held held = last();
    String says = held.policy().toString();
    if (held.policy() instanceof Polling.Settle) {
      return new Pace.UntilRest(says);
    }
    if (held.policy() instanceof Polling.Tick tick) {
      return new Pace.Step(tick.step(), says);
    }
    return held.policy() instanceof Polling.Scaled scaled
        ? new Pace.To(target(held, scaled.factor(), wall(scaled)), says)
        : new Pace.Still();
  }

  private Instant wall(Polling.Scaled scaled) {
    return lock.asking("Polling.scaled", scaled.wall()::instant);
  }

  private static Instant target(Held held, double factor, Instant wall) {
    Duration passed = Duration.between(held.wall(), wall);
    double seconds = (passed.getSeconds() + passed.getNano() / 1e9) * factor;
    if (Math.abs(seconds) > LONGEST_SECONDS) {
      throw new FunctionFailed(
          "Polling.scaled",
          "its wall went from [" + held.wall() + "] to [" + wall + "], where no time can follow");
    }
    return held.virtual().plusMillis((long) (seconds * 1000));
  }

  /** The policies in force. Called under the lock. */
  List<Held> save() {
    return List.copyOf(holds);
  }

  /** Those policies as they go on from an instant: one that follows a wall follows it from now. */
  List<Held> from(Instant virtual, List<Held> saved) {
    return saved.stream().map(held -> held(held.token(), held.policy(), virtual)).toList();
  }

  /** Puts policies in force in place of those that are. Called under the lock. */
  void become(List<Held> others) {
    holds.clear();
    holds.addAll(others);
  }

  /** Back to the simulator's own policy; later closing of what was held does nothing. */
  void clear() {
    lock.lock();
    try {
      holds.clear();
      holds.add(held(standard));
    } finally {
      lock.unlock();
    }
  }
}
