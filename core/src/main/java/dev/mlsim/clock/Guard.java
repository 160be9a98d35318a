package dev.mlsim.clock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one lock of a simulator, which its clock makes. While a function of the test is being asked
 * under it, the simulator can't be called: the function would see, or change, half of something.
 */
public final class Guard extends ReentrantLock {
  private static final long serialVersionUID = 1L;
  private static final long LOOK_MILLIS = 100;

  /** How often in a row the owner is seen to stand still before that is taken for a deadlock. */
  private static final int LOOKS = 30;

  private final int looks;

  /** Whose function is being asked; written under the lock. */
  private volatile @Nullable String asked;

  /** Who let go of it under a call, and was refused it when he was to go on. */
  private final transient Set<Thread> refused = ConcurrentHashMap.newKeySet();

  Guard() {
    this(LOOKS);
  }

  Guard(int looks) {
    this.looks = looks;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if called from a function of the test that is being asked, or if
   *     what runs under the lock waits for something for seconds on end: this thread, most likely
   */
  @Override
  public void lock() {
    if (!super.tryLock()) {
      awaitOwner();
    }
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
   * Takes the lock again after an {@link #unlock} within something that goes on under it. Who is
   * refused it then unwinds without it: his next unlock has nothing to give back.
   *
   * @throws IllegalStateException as {@link #lock} does
   */
  public void relock() {
    try {
      lock();
    } catch (IllegalStateException e) {
      refused.add(Thread.currentThread());
      throw e;
    }
  }

  /** {@inheritDoc} */
  @Override
  public void unlock() {
    if (isHeldByCurrentThread() || !refused.remove(Thread.currentThread())) {
      super.unlock();
    }
  }

  /** Waits for the lock as long as its owner gets on: what waits for this thread never would. */
  private void awaitOwner() {
    boolean interrupted = false;
    try {
      for (int still = 0; still < looks; ) {
        try {
          if (super.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
          }
          still = ownerStandsStill() ? still + 1 : 0;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throw deadlock();
  }

  private boolean ownerStandsStill() {
    Thread owner = getOwner();
    Thread.State state = owner == null ? Thread.State.RUNNABLE : owner.getState();
    return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
  }

  private IllegalStateException deadlock() {
    String function = asked;
    Thread owner = getOwner();
    return new IllegalStateException(
        "mlsim: the thread ["
            + Thread.currentThread().getName()
            + "] called the simulator, which belongs to the thread ["
            + (owner == null ? "" : owner.getName())
            + "] meanwhile, and that one has been waiting for seconds "
            + (function == null
                ? "in a timer or a listener of the clock"
                : "in the function given to [" + function + "]")
            + ": most likely for this one, for ever. What runs within a call or a timer must not"
            + " wait for another thread that calls the simulator; possible are listeners"
            + " (sim.transitions(), sim.events()) and tasks of"
            + " sim.clock().scheduledExecutorService(), which run outside of it");
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
