package dev.mlsim.fault;

import dev.mlsim.internal.CheckReturnValue;
import java.time.InstantSource;
import java.util.List;

/**
 * The fault rules of a simulator: {@code faults().on("CreateTrainingJob").first(2).throttle()}. The
 * latest rule whose turn it is answers a call; rules that only delay it leave it to the others.
 * Safe for threads.
 */
public interface Faults {

  /**
   * Begins a rule for calls of an operation: {@code CreateTrainingJob}, {@code Create*}, {@code
   * personalize:*}; {@code *} and {@code ?} are wild.
   *
   * @throws IllegalArgumentException if there is no such operation; the message names the nearest
   */
  @CheckReturnValue
  FaultSpec on(String operation);

  /** Begins a rule for all calls. */
  @CheckReturnValue
  FaultSpec onAll();

  /**
   * Begins a rule for what is delivered to those who listen to events and notifications.
   *
   * @param name the type of the event, such as {@code SageMaker Training Job State Change}, or the
   *     ARN of the topic; {@code *} is wild
   * @throws IllegalArgumentException if there is nothing of that name; the message names the
   *     nearest
   */
  @CheckReturnValue
  EventFaultSpec onEvents(String name);

  /**
   * Limits the rates of calls as AWS does where its rates are known, each as the service declares
   * it: SageMaker's CreateTrainingJob to 1 a second (documented), its Describe and List operations
   * to 10 and 5 (judged), Lookout for Vision's control plane to 5 (documented). The bursts are
   * judged: what a second allows.
   */
  void usualRates();

  /**
   * Lets rate limits refill as the wall's time passes, too: for clients in other processes, which
   * wait in real time while virtual time stands still. A run then depends on how long it takes.
   *
   * @param wall the wall, {@code InstantSource.system()} unless a test has a better one
   */
  void refillAlsoBy(InstantSource wall);

  /** The rules, oldest first. */
  List<FaultRule> rules();

  /** The rules that were written for nothing so far, oldest first; see {@link FaultRule}. */
  List<FaultRule> unused();

  /**
   * Rules that were begun and say nothing of what becomes of the calls, so that they do nothing: a
   * chain without an ending such as {@code throttle()}. In words, oldest first.
   */
  List<String> unfinished();

  /** Forgets every rule. */
  void clear();
}
