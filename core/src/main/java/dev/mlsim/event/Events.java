package dev.mlsim.event;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What EventBridge would have been sent, and who listens.
 *
 * <pre>{@code
 * sim.events()
 *     .on(
 *         "{\"detail-type\": [\"SageMaker Training Job State Change\"],"
 *             + " \"detail\": {\"TrainingJobStatus\": [\"Completed\"]}}",
 *         event -> handler.handle(event.json()));
 * }</pre>
 *
 * <p>The last {@value #BOUND} are kept, with what they said when they were sent. Listeners are
 * called as {@link Subscription} says; how deliveries go wrong is said by {@code
 * sim.faults().onEvents(...)}. Safe for threads.
 */
public interface Events {
  /** How many events are kept. */
  int BOUND = 10_000;

  /** The events so far, oldest first. */
  List<Event> list();

  /**
   * The events of a kind so far, oldest first.
   *
   * @param detailType such as {@code SageMaker Training Job State Change}; {@code *} is wild
   * @throws IllegalArgumentException if nothing that is simulated sends such events
   */
  List<Event> list(String detailType);

  /** The events after the one of that number, oldest first. */
  List<Event> after(long number);

  /** How many older ones are no longer kept. */
  long dropped();

  /** What can be sent, such as {@code SageMaker Training Job State Change}. */
  Set<String> detailTypes();

  /**
   * Has somebody listen to what fits a pattern, as EventBridge has patterns: see {@link
   * EventPattern}.
   *
   * @throws IllegalArgumentException if that is no pattern, or nothing that is simulated could fit
   *     it; the message names the nearest
   */
  Subscription<Event> on(String pattern, Consumer<? super Event> listener);

  /** Has somebody listen to what fits a predicate, which only computes. */
  Subscription<Event> on(Predicate<? super Event> wanted, Consumer<? super Event> listener);
}
