package dev.mlsim.engine;

import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.clock.Guard;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens without the simulator's lock, so that others may call it meanwhile: time that passes
 * within a call, and functions of the test that stand for the outside world.
 */
final class Outside {
  private final VirtualClock clock;
  private final Guard lock;
  private final Undo undo;

  Outside(VirtualClock clock, Undo undo) {
    this.clock = clock;
    this.lock = clock.guard();
    this.undo = undo;
  }

  /** Asks within a call. Who called from under the lock goes on holding it. */
  <T> T ask(String given, Supplier<? extends @Nullable T> function) {
    return unlocked(() -> asked(given, function));
  }

  /** Does the work within a call, which goes on under the lock: what it has done so far stands. */
  <T> T unlocked(Supplier<T> work) {
    undo.settle();
    lock.unlock();
    try {
      return work.get();
    } finally {
      lock.relock();
      undo.open();
    }
  }

  /** Asks as a task of the clock's, which runs when time moves, and goes on under the lock. */
  <T> void soon(
      String given, Supplier<? extends @Nullable T> function, Consumer<Optional<T>> then) {
    clock
        .scheduledExecutorService()
        .execute(
            () -> {
              Optional<T> answer = Optional.empty();
              try {
                answer = Optional.of(asked(given, function));
              } finally {
                conclude(then, answer);
              }
            });
  }

  private <T> void conclude(Consumer<Optional<T>> then, Optional<T> answer) {
    lock.lock();
    try {
      undo.attempt(() -> then.accept(answer));
    } finally {
      lock.unlock();
    }
  }

  private static <T> T asked(String given, Supplier<? extends @Nullable T> function) {
    @Nullable T answer;
    try {
      answer = function.get();
    } catch (Throwable e) {
      throw new FunctionFailed(given, e);
    }
    if (answer == null) {
      throw new FunctionFailed(given, "it gave null; it has to give a value");
    }
    return answer;
  }
}
