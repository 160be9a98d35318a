package dev.mlsim.sdk.hostile;

import dev.mlsim.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A function of a test that misbehaves, until it is told to be good. */
public final class Misdeed {

  /** What it does. */
  public enum Kind {
    THROWS,
    SNEAKS_A_CHECKED_EXCEPTION_OUT,
    FAILS_AN_ASSERTION,
    OVERFLOWS_THE_STACK,
    GIVES_NULL,
    LOOKS_AT_THE_WORLD,
    MOVES_TIME,
    WAITS_FOR_A_THREAD_THAT_LOOKS;

    boolean throwsSomething() {
      return this == THROWS
          || this == SNEAKS_A_CHECKED_EXCEPTION_OUT
          || this == FAILS_AN_ASSERTION
          || this == OVERFLOWS_THE_STACK;
    }
  }

  private final Simulator sim;
  private final Kind kind;
  private volatile boolean good;
  private final AtomicInteger asked = new AtomicInteger();
  private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

  /** One that begins at once. */
  public Misdeed(Simulator sim, Kind kind) {
    this.sim = sim;
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  void behave() {
    good = true;
  }

  /** How often it was asked. */
  int asked() {
    return asked.get();
  }

  /** What it has thrown, or what another thread got. */
  List<Throwable> thrown() {
    return thrown;
  }

  /** What a function does that gives nothing. */
  public void happens() {
    @Nullable Boolean done = gives(true);
    if (done == null) {
      throw new AssertionError("this door has no answer that could be null");
    }
  }

  /** Gives something good, once it is told so, and where it doesn't throw. */
  @SuppressWarnings("NullAway") // the misdeed
  public <T> T gives(T answer) {
    asked.incrementAndGet();
    if (good) {
      return answer;
    }
    switch (kind) {
      case THROWS -> throw noted(new IllegalStateException("boom"));
      case SNEAKS_A_CHECKED_EXCEPTION_OUT ->
          Misdeed.<RuntimeException>sneak(noted(new Exception("checked boom")));
      case FAILS_AN_ASSERTION -> throw noted(new AssertionError("expected something else"));
      case OVERFLOWS_THE_STACK -> throw noted(new StackOverflowError());
      case GIVES_NULL -> {
        return null;
      }
      case LOOKS_AT_THE_WORLD -> sim.resources().all();
      case MOVES_TIME -> sim.clock().advance(Duration.ofSeconds(1));
      case WAITS_FOR_A_THREAD_THAT_LOOKS -> wait(new Thread(() -> sim.resources().all()));
    }
    return answer;
  }

  private void wait(Thread other) {
    other.setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
    other.setDaemon(true);
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private <X extends Throwable> X noted(X failure) {
    thrown.add(failure);
    return failure;
  }

  /** Throws what is checked where nobody expects it. */
  static RuntimeException sneaking(Throwable failure) {
    Misdeed.<RuntimeException>sneak(failure);
    throw new AssertionError(failure);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> void sneak(Throwable failure) throws X {
    throw (X) failure;
  }
}
