package dev.mlsim.engine.rules;

/** Knows in which states resources are. */
public interface Standing {

  /**
   * Whether some resource of the type, whose name fits the glob, is in a state of that name.
   *
   * @throws IllegalArgumentException if there is no such type
   */
  boolean anyIn(String type, String name, String state);

  /**
   * Checks the words of a rule.
   *
   * @throws IllegalArgumentException if there is no such type, or no such state in its life
   */
  void check(String type, String state);
}
