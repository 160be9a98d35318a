package dev.mlsim.event;

import java.util.function.Consumer;

/**
 * A listener that is at work. It is called without the simulator's lock, at the virtual time of
 * what it hears, when time moves: so it may call AWS and wait, as a Lambda function does. When it
 * throws an exception it is called again after one minute, and after two more; then that is given
 * up: what it threw reaches the one who moved time, unless there is a place for dead letters. An
 * error, such as a failed assertion, reaches him at once.
 *
 * @param <T> what it hears
 */
public interface Subscription<T> {

  /** Hands what is given up to somebody, in place of letting the failure reach the test. */
  Subscription<T> deadLetters(Consumer<? super T> letters);

  /** How often the listener has heard something and not thrown. */
  long heard();

  /** Ends it; what is on its way to it is dropped. */
  void cancel();
}
