package dev.mlsim.lifecycle;

import java.util.List;

/**
 * What a test wants to become of resources: {@code
 * script().resource("training-job").named("churn-*").failAt("Training", "AlgorithmError: NaN")}.
 *
 * <p>Rules are kept in order and all that fit a resource are applied to its plan, so that the
 * latest word counts. They hold for resources to come and for those that exist. Safe for threads.
 */
public interface Script {

  /**
   * Begins a rule for resources of a type.
   *
   * @throws IllegalArgumentException if there is no such type; the message names the nearest
   */
  ScriptSubject resource(String type);

  /** The rules so far, oldest first. */
  List<ScriptRule> rules();

  /** The rules that were written for nothing so far, oldest first; see {@link ScriptRule}. */
  List<ScriptRule> unused();

  /** Forgets every rule; plans that were bent stay so. */
  void clear();
}
