package dev.mlsim.service;

import dev.mlsim.clock.FunctionFailed;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a test tells one service in that service's own words, where resources, scripts and faults
 * don't reach: who belongs to a collaboration, what a model answers. A service declares its setup
 * with {@link Family#setup}; a test gets it by its class from the simulator, a handler from the
 * world. A simulator has one object of each class, and keeps it: what a test holds stays good after
 * a reset.
 *
 * <p>Its public methods change it within {@link Place#locked}, since tests call them from any
 * thread. A function that a test gave it is asked through {@link Place#asking}. Without a word from
 * the test it must be good for a first test.
 */
public interface Setup {

  /** Forgets what the test said. Called under the simulator's lock. */
  void clear();

  /**
   * All that the test has said so far, and what calls made of it, as a value that nobody changes
   * any more; functions of the test are part of it as they are. Called under the simulator's lock,
   * often: best is a setup that keeps all it has in one immutable value, and gives that.
   */
  Object save();

  /**
   * Goes back to what was saved, here or by a setup of this class in another simulator: what was
   * said since is forgotten. Called under the simulator's lock.
   */
  void restore(Object saved);

  /** Where a setup is made: one simulator, as far as a setup may use it. */
  interface Place {

    /** Whose world it is. */
    Account account();

    /** Does the work, and gives its result, while nobody else looks at the setup. */
    <T> T locked(Supplier<T> work);

    /** Does the work while nobody else looks at the setup. */
    void change(Runnable work);

    /**
     * Asks a function of the test, which may throw and may misbehave: while it is asked, the
     * simulator refuses to be called.
     *
     * @param given what it was given to, such as {@code detector}, for the message
     * @throws FunctionFailed if it throws, or gives null
     */
    <T> T asking(String given, Supplier<? extends @Nullable T> function);

    /**
     * Looks at the world as it stands, or does in it what people do who stand outside of AWS, such
     * as one who answers a question. All of it, or nothing where it throws.
     */
    <T> T inWorld(Function<World, T> work);
  }

  /**
   * A class of setups, as a service declares it.
   *
   * @param type the class that a test names
   * @param maker makes the one object of a simulator
   * @param <T> the class
   */
  record Kind<T extends Setup>(Class<T> type, Function<Place, T> maker) {}
}
