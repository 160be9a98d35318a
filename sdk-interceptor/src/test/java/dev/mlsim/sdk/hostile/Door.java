package dev.mlsim.sdk.hostile;

import dev.mlsim.Simulator;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A place of the API where a test hands in a function.
 *
 * @param name the class and its method
 * @param given what messages call it
 * @param manner how it is asked
 * @param scene makes a world in which it can be asked
 */
public record Door(String name, String given, Manner manner, Supplier<Scene> scene) {

  /** How a function is asked. */
  public enum Manner {
    /** Within a call, and only computes: it can't call the simulator. */
    COMPUTES,
    /** While time moves, and only computes. */
    COMPUTES_IN_TIME,
    /** Within a call, for the outside world: it may call. */
    OUTSIDE,
    /** While time moves, for the outside world. */
    OUTSIDE_IN_TIME,
    /** While time moves, by the clock: it may look, and not move time. */
    TIMER,
    /** Within a statement of the test, which gets what it throws as it is. */
    STATEMENT
  }

  /**
   * A world.
   *
   * @param sim the simulator
   * @param handIn hands the function in
   * @param ask has it be asked, as often as one likes
   */
  public record Scene(Simulator sim, Consumer<Misdeed> handIn, Runnable ask) {}

  @Override
  public String toString() {
    return name;
  }
}
