package dev.mlsim.lifecycle;

import dev.mlsim.internal.CheckReturnValue;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The resources that a line of a {@link Script} is about, all of a type unless narrowed, and at its
 * end what becomes of them. For one thread.
 */
public interface ScriptSubject {

  /** Only those whose name fits; {@code *} and {@code ?} are wild. */
  @CheckReturnValue
  ScriptSubject named(String glob);

  /** Only those that fit the predicate, which sees attributes and history. */
  @CheckReturnValue
  ScriptSubject where(Predicate<Resource> predicate);

  /**
   * Only those with such an attribute.
   *
   * @param path its name, or with dots a path, such as {@code ResourceConfig.InstanceType}
   * @param glob its value, in which {@code *} and {@code ?} are wild
   */
  @CheckReturnValue
  ScriptSubject where(String path, String glob);

  /** Only the first n of them; those that exist already are the first. */
  @CheckReturnValue
  ScriptSubject first(int n);

  /** Only the first of them. */
  @CheckReturnValue
  default ScriptSubject once() {
    return first(1);
  }

  /** Each of them with a probability, from the simulator's seed and its name. */
  @CheckReturnValue
  ScriptSubject withProbability(double likelihood);

  /** As part of the surroundings: no test expects the rule to apply. */
  @CheckReturnValue
  ScriptSubject atTimes();

  /** They fail when they have been in the phase as long as planned. */
  ScriptSubject failAt(String phase, String reason);

  /** They fail when they have been in the phase so long. */
  ScriptSubject failAt(String phase, Duration after, String reason);

  /** They are stopped halfway through the phase, although nobody asked. */
  ScriptSubject stopAt(String phase);

  /** They are interrupted halfway through the phase, as spot instances are, and start again. */
  ScriptSubject interruptAt(String phase);

  /**
   * They meet a trigger of their lifecycle, such as {@code interrupt} or {@code maintain}, when
   * they have been in the phase for so long.
   */
  ScriptSubject meets(String trigger, String phase, Duration after);

  /** The phase takes so long. */
  ScriptSubject takes(String phase, Duration duration);

  /** The phase takes as long as follows from the resource, such as from what it was asked for. */
  ScriptSubject takes(String phase, Function<Resource, Duration> duration);

  /** The phase takes something between the two, each length as likely as the other. */
  ScriptSubject takesBetween(String phase, Duration least, Duration longest);

  /**
   * The phase takes about so long: half of the resources less, half more, and a few much more, as
   * real jobs do (log-normal, sigma 0.5).
   */
  ScriptSubject takesAbout(String phase, Duration median);

  /**
   * Their deletion is accepted and then fails, each time it is tried: they come to {@code
   * DELETE_FAILED} or whatever their service has for that, and can be deleted again. For the first
   * try only, add {@code .where(resource -> resource.reason().isEmpty())}.
   *
   * @param reason why, where the service shows a reason
   * @throws IllegalArgumentException if their service has no status for a failed deletion
   */
  ScriptSubject failToDelete(String reason);

  /**
   * They never leave the phase by themselves. What ends a resource on AWS whatever it does still
   * ends it: a job stuck in its work is stopped when its {@code MaxRuntimeInSeconds} are over (a
   * day where the request says nothing), and a waiter waits until then. One that is to hang for
   * good is stuck before its work begins, or in its end: {@code Starting} or {@code Stopping}.
   */
  ScriptSubject stuckAt(String phase);

  /** The service never shows a member of them, such as {@code FinalMetricDataList}. */
  ScriptSubject neverShow(String member);
}
