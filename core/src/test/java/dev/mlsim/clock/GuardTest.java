package dev.mlsim.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread that waits for the lock of one that waits for it. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class GuardTest {
  private final Guard guard = new Guard(2);
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void let_the_owner_go() {
    done.countDown();
  }

  private void holding(Runnable work) throws InterruptedException {
    Thread owner = new Thread(work, "owner");
    owner.setDaemon(true);
    owner.start();
    held.await();
  }

  private void standStill() {
    held.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_owner_who_stands_still_is_taken_for_waiting_for_ever() throws InterruptedException {
    holding(
        () -> {
          guard.lock();
          standStill();
        });

    assertThatThrownBy(guard::lock)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "mlsim: the thread ["
                + Thread.currentThread().getName()
                + "] called the simulator, which belongs to the thread [owner] meanwhile, and that"
                + " one has been waiting for seconds in a timer or a listener of the clock: most");
  }

  @Test
  void the_function_in_which_the_owner_stands_is_named() throws InterruptedException {
    holding(
        () ->
            guard.asking(
                "where",
                () -> {
                  standStill();
                  return "";
                }));

    assertThatThrownBy(guard::lock)
        .hasMessageContaining("for seconds in the function given to [where]: most likely");
  }

  @Test
  void who_is_interrupted_meanwhile_gets_the_lock_and_stays_interrupted()
      throws InterruptedException {
    holding(
        () -> {
          guard.lock();
          try {
            held.countDown();
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (System.nanoTime() < until) {
              Thread.onSpinWait();
            }
          } finally {
            guard.unlock();
          }
        });

    Thread.currentThread().interrupt();
    guard.lock();
    try {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(guard.isHeldByCurrentThread()).isTrue();
    } finally {
      guard.unlock();
    }
  }

  @Test
  void who_is_refused_does_not_keep_the_lock() {
    assertThatThrownBy(
            () ->
                guard.asking(
                    "where",
                    () -> {
                      guard.lock();
                      return "";
                    }))
        .rootCause()
        .hasMessageContaining("the function given to [where] called the simulator");
    assertThat(guard.isHeldByCurrentThread()).isFalse();
  }
}
