package dev.mlsim.lifecycle;

import dev.mlsim.internal.CheckReturnValue;
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
  @CheckReturnValue
  ScriptSubject resource(String type);

  /** The rules so far, oldest first. */
  List<ScriptRule> rules();

  /** The rules that were written for nothing so far, oldest first; see {@link ScriptRule}. */
  List<ScriptRule> unused();

  /**
   * Rules that were begun and say nothing of what becomes of the resources, so that they do
   * nothing: a chain without an ending such as {@code failAt(...)}. In words, oldest first.
   */
  List<String> unfinished();

  /** Forgets every rule; plans that were bent stay so. */
  void clear();
}
