package dev.mlsim.clock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The way of a clock to another time, be it an earlier one, for the simulator that lives by the
 * clock. A test has no use for it: it restores the simulator, which knows what happens at what
 * time.
 */
public final class Rewind {
  private final Timeline timeline;
  private final Sleepers sleepers;

  Rewind(Timeline timeline, Sleepers sleepers) {
    this.timeline = timeline;
    this.sleepers = sleepers;
  }

  /**
   * A timer that is ahead.
   *
   * @param due when it is to fire
   * @param what what it was scheduled for, as it was given
   */
  public record Ahead(Instant due, Object what) {}

  /** The timers ahead, in firing order. */
  public List<Ahead> ahead() {
    return timeline.ahead().stream().map(t -> new Ahead(t.due(), t.label())).toList();
  }

  /**
   * Why what goes on with time at this moment can't be copied, in words; empty if it can.
   *
   * @param copied whether a timer that was scheduled for this is copied by the caller
   */
  public Optional<String> hindrance(Predicate<Object> copied) {
    if (timeline.isMoving() || sleepers.anyAsleep()) {
      return Optional.of("time is being moved; wait until that has ended");
    }
    if (sleepers.haveBarrier()) {
      return Optional.of("threads share time by a barrier; close it first");
    }
    int tasks = timeline.tasks();
    if (tasks > 0) {
      return Optional.of(
          Refusal.count(tasks)
              + (tasks == 1 ? " task waits" : " tasks wait")
              + " in executors of the clock, and can't be copied; let them run or cancel them"
              + " first");
    }
    return timeline.ahead().stream()
        .filter(timer -> !copied.test(timer.label()))
        .findFirst()
        .map(
            timer ->
                "["
                    + timer.what()
                    + "] is to happen at "
                    + timer.due()
                    + ", and can't be copied; let it happen or cancel it first");
  }

  /** Puts the clock to the instant, with no timers ahead; under the lock, where nothing hinders. */
  public void to(Instant instant) {
    timeline.restart(instant);
  }
}
