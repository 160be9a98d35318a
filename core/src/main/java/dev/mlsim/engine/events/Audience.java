package dev.mlsim.engine.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.engine.rules.FaultRules;
import dev.mlsim.event.Event;
import dev.mlsim.event.Events;
import dev.mlsim.event.Notifications;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Account;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Who looks at what a world tells, and who listens. Used under the simulator's lock. */
public final class Audience {
  private final VirtualClock clock;
  private final Consumer<JournalEntry> journal;
  private final Listeners listeners;
  private final EventLog events;
  private final NotificationLog notifications;

  /**
   * What it has to know of the simulator.
   *
   * @param account whose events they are
   * @param seed what their ids come from
   * @param world the world now
   * @param types what can be sent
   * @param sources who sends what is about resources of a type, such as {@code aws.sagemaker}
   */
  public record Place(
      Account account,
      long seed,
      Supplier<? extends World> world,
      Supplier<Set<String>> types,
      Function<ResourceType, String> sources) {}

  /**
   * Puts it together.
   *
   * @param journal is told of each event from now on
   */
  public Audience(
      Broadcasts broadcasts,
      Place place,
      VirtualClock clock,
      FaultRules faults,
      Consumer<JournalEntry> journal) {
    this.clock = clock;
    this.journal = journal;
    this.listeners = new Listeners(clock, faults, this::note);
    this.events = new EventLog(clock.guard(), place, broadcasts, listeners);
    this.notifications = new NotificationLog(clock.guard(), listeners);
  }

  private void note(String text) {
    journal.accept(new JournalEntry.Noted(clock.now(), text));
  }

  /** Who listens. */
  public Listeners listeners() {
    return listeners;
  }

  /** The events. */
  public Events events() {
    return events;
  }

  /** The notifications. */
  public Notifications notifications() {
    return notifications;
  }

  void published(String topicArn, ObjectNode message, Instant at) {
    notifications.send(topicArn, message, at);
  }

  void moved(Resource resource) {
    if (listeners.hear(Move.class)) {
      listeners.tell(new Move(resource), "");
    }
  }

  void sent(Broadcasts.Kept event) {
    journal.accept(
        new JournalEntry.Emitted(
            event.at(),
            event.number(),
            event.emission().detailType(),
            event.resource().type(),
            event.resource().name(),
            event.resource().state().toString(),
            event.cause()));
    if (listeners.hear(Event.class)) {
      listeners.tell(events.worded(event), event.emission().detailType());
    }
  }

  void clear() {
    listeners.clear();
    notifications.clear();
  }

  /** Who listened, and what was published. */
  public record Saved(Listeners.Saved listeners, NotificationLog.Saved notifications) {}

  Saved save() {
    return new Saved(listeners.save(), notifications.save());
  }

  void restore(Saved saved) {
    listeners.restore(saved.listeners());
    notifications.restore(saved.notifications());
  }
}
