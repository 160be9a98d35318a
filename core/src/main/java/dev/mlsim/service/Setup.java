package dev.mlsim.service;

import dev.mlsim.clock.Guard;
import java.util.function.Function;

/**
 * What a test tells one service in that service's own words, where resources, scripts and faults
 * don't reach: who belongs to a collaboration, what a model answers. A service declares its setup
 * with {@link Family#setup}; a test gets it by its class from the simulator, a handler from the
 * world. A simulator has one object of each class, and keeps it: what a test holds stays good after
 * a reset.
 *
 * <p>Its public methods take the lock of its {@link Place}, since tests call them from any thread.
 * Without a word from the test it must be good for a first test.
 */
public interface Setup {

  /** Forgets what the test said. Called under the simulator's lock. */
  void clear();

  /**
   * Where a setup is made.
   *
   * @param lock the simulator's lock
   * @param account whose world it is
   */
  record Place(Guard lock, Account account) {}

  /**
   * A class of setups, as a service declares it.
   *
   * @param type the class that a test names
   * @param maker makes the one object of a simulator
   * @param <T> the class
   */
  record Kind<T extends Setup>(Class<T> type, Function<Place, T> maker) {}
}
