package dev.mlsim.clock;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one lock of a simulator, which its clock makes. While a function of the test is being asked
 * under it, the simulator can't be called: the function would see, or change, half of something.
 */
public final class Guard extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  /** Whose function is being asked; guarded by the lock itself. */
  private @Nullable String asked;

  Guard() {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if called from a function of the test that is being asked
   */
  @Override
  public void lock() {
    super.lock();
    String function = asked;
    if (function != null) {
      super.unlock();
      throw new IllegalStateException(
          "mlsim: the function given to ["
              + function
              + "] called the simulator, while the simulator waits for its answer; such a function"
              + " only computes from what it is handed, and everything else goes before or after"
              + " the call");
    }
  }

  /**
   * Asks a function of the test, which may throw and may misbehave.
   *
   * @param given what it was given to, such as {@code where}, for the message
   * @throws FunctionFailed if it throws, or gives null
   */
  public <T> T asking(String given, Supplier<? extends @Nullable T> function) {
    super.lock();
    @Nullable String outer = asked;
    asked = given;
    @Nullable T answer;
    try {
      answer = function.get();
    } catch (Throwable e) {
      throw new FunctionFailed(given, e);
    } finally {
      asked = outer;
      super.unlock();
    }
    if (answer == null) {
      throw new FunctionFailed(given, "it gave null; it has to give a value");
    }
    return answer;
  }
}
