package dev.mlsim.fault;

import dev.mlsim.internal.CheckReturnValue;
import java.time.Duration;

/**
 * The deliveries of events and notifications that a fault rule is to be about, and at its end what
 * becomes of them. EventBridge and SNS promise none of what is broken here: neither that an event
 * comes, nor that it comes once, at once, or in order. For one thread.
 */
public interface EventFaultSpec {

  /** Only the first n of them. */
  @CheckReturnValue
  EventFaultSpec first(int n);

  /** Only the first of them. */
  @CheckReturnValue
  default EventFaultSpec once() {
    return first(1);
  }

  /** Only the nth of them, counted from 1. */
  @CheckReturnValue
  EventFaultSpec nth(int n);

  /** All but the first n of them. */
  @CheckReturnValue
  EventFaultSpec after(int n);

  /** Only every nth of them. */
  @CheckReturnValue
  EventFaultSpec every(int n);

  /** Each of them with a probability, from the simulator's seed. */
  @CheckReturnValue
  EventFaultSpec withProbability(double probability);

  /** They come so much later, in virtual time. */
  FaultRule late(Duration by);

  /** They come twice. */
  FaultRule twice();

  /** They come after the next one to the same listener; after an hour if there is none. */
  FaultRule outOfOrder();

  /** They never come. */
  FaultRule lost();
}
