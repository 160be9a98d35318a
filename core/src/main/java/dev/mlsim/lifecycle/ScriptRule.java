package dev.mlsim.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * One line of a {@link Script}: which resources, what becomes of them, and how often it did. What
 * it counts may be read from any thread, and is exact between calls.
 */
public interface ScriptRule {

  /**
   * One plan that a rule has bent.
   *
   * @param at when, in virtual time
   * @param type the type of the resource
   * @param name its name
   * @param outcome what becomes of it
   */
  record Bend(Instant at, String type, String name, Outcome outcome) {
    /** The resource and what becomes of it, in words. */
    public String says() {
      return type + " [" + name + "] " + outcome.says();
    }

    @Override
    public String toString() {
      return at + "  " + says();
    }
  }

  /** How many plans it was about. */
  int matched();

  /** On how many plans it had an effect. */
  int applied();

  /** The plans it bent, oldest first; the first 10,000. */
  List<Bend> bends();

  /**
   * Whether the rule was written for nothing: it never bent a plan. One that goes by chance is
   * unused only if there was no resource that it was about; chaos never is.
   */
  boolean isUnused();

  /** Whether chance has a say in which plans it bends. */
  boolean isByChance();

  /** Has the rule rest, or come back: while it rests it bends no plan, and counts none. */
  void rest(boolean rests);

  /** Ends the rule: from now on it bends no plan. Plans it has bent stay so. */
  void end();
}
