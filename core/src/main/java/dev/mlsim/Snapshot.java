package dev.mlsim;

import dev.mlsim.engine.Machinery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A simulator as it was at one moment. Immutable, so any number of simulators can be made of it, on
 * any threads.
 *
 * <pre>{@code
 * Snapshot trained = sim.snapshot();
 * ...
 * sim.restore(trained);                      // back to it, in time too
 * Simulator another = Simulator.of(trained); // or a simulator of its own
 * }</pre>
 *
 * <p>What it holds: account, region, seed and start; the time; resources, what lies ahead of them
 * and the timers that bring it on, in their order; what may still be seen although it is gone;
 * client tokens with what is left of their lives; what was billed; where ids and chance stand;
 * faults and the script with all that their rules have counted, rate limits too; quotas; lags of
 * reading; objects; setups; polling policies; what is known of retries; chaos; the journal. After
 * it is restored the same calls get the same bytes as in a simulator that was never restored.
 *
 * <p>Where it is restored in the simulator that it was taken of, rules and setups are the same
 * objects as then; in another one they are copies. Functions of the test are never copied: a
 * predicate or a detector is shared by all simulators that come of a snapshot, so where those run
 * in parallel it has to bear that. A polling policy stays in force where nobody can close it, and
 * one that follows the wall follows it from the moment of restoring.
 *
 * <p>What it can't hold, so that taking and restoring it are refused in words and change nothing:
 * timers that a test has scheduled on the clock, tasks that wait in the clock's executors, threads
 * that share time by a barrier, and whatever happens at that moment: a call that is being answered
 * on another thread, time that is being moved, the inside of a timer or of a function of the test.
 * Listeners of time and clients are not in it: they stay with their simulator.
 */
public final class Snapshot {
  private final Simulator.Builder facts;
  private final Machinery.Saved machinery;
  private final List<PollingHolds.Held> polling;
  private final Optional<Chaos> chaos;

  Snapshot(
      Simulator.Builder facts,
      Machinery.Saved machinery,
      List<PollingHolds.Held> polling,
      Optional<Chaos> chaos) {
    this.facts = facts;
    this.machinery = machinery;
    this.polling = polling;
    this.chaos = chaos;
  }

  /** The virtual time at which it was taken. */
  public Instant takenAt() {
    return machinery.now();
  }

  Simulator.Builder facts() {
    return facts;
  }

  Machinery.Saved machinery() {
    return machinery;
  }

  List<PollingHolds.Held> polling() {
    return polling;
  }

  Optional<Chaos> chaos() {
    return chaos;
  }

  @Override
  public String toString() {
    return "snapshot of " + facts + " at " + takenAt();
  }
}
