package dev.mlsim.engine;

import dev.mlsim.clock.Rewind;
import dev.mlsim.engine.events.Delivery;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A world as it stood, as a value.
 *
 * @param chance where the seed stood
 * @param lastSequence the place of the resource that was created last
 * @param slots its resources, by type and then oldest first
 * @param timers what time will bring, in the order in which it will
 * @param meters what was counted
 * @param gone what may still be seen although it is gone
 * @param tokens the calls that are remembered by their client tokens
 */
record SavedWorld(
    long chance,
    long lastSequence,
    List<SavedSlot> slots,
    List<SavedTimer> timers,
    Meters.Saved meters,
    List<StaleReads.Gone> gone,
    Map<String, Map<ClientTokens.Key, ClientTokens.Answered>> tokens) {

  /**
   * A resource, and how it was found.
   *
   * @param type its type
   * @param resource what it was
   * @param plan what lay ahead of it, null if that was never said
   * @param ends when the current step ends, null at rest
   * @param byKey whether its key meant it
   * @param byArn whether its ARN meant it
   * @param isUnfinished whether it had something before it
   */
  record SavedSlot(
      ResourceType type,
      Resource resource,
      @Nullable Plan plan,
      @Nullable Instant ends,
      boolean byKey,
      boolean byArn,
      boolean isUnfinished) {

    static SavedSlot of(StoredResources.Place place) {
      Slot slot = place.slot();
      return new SavedSlot(
          slot.type,
          slot.resource,
          slot.course.plan(),
          slot.course.ends(),
          place.byKey(),
          place.byArn(),
          place.isUnfinished());
    }

    StoredResources.Place place() {
      Slot slot = new Slot(type, resource);
      slot.course = new Course(plan, null, ends);
      return new StoredResources.Place(slot, byKey, byArn, isUnfinished);
    }
  }

  /** Something that time will bring. */
  sealed interface SavedTimer {

    /** Those of a world, in the order in which they are ahead. */
    static List<SavedTimer> of(List<Rewind.Ahead> ahead) {
      List<SavedTimer> timers = new ArrayList<>();
      for (Rewind.Ahead timer : ahead) {
        if (timer.what() instanceof Progress.Next next) {
          timers.add(new SavedStep(next.slot().resource.sequence()));
        } else if (timer.what() instanceof Later later) {
          timers.add(
              new SavedTrigger(
                  timer.due(),
                  later.slot().type,
                  later.slot().resource,
                  later.since(),
                  later.trigger()));
        } else if (timer.what() instanceof Delivery delivery) {
          timers.add(new SavedDelivery(timer.due(), delivery));
        }
      }
      return timers;
    }
  }

  /**
   * The end of a resource's current step.
   *
   * @param sequence which resource
   */
  record SavedStep(long sequence) implements SavedTimer {}

  /**
   * A trigger that a resource meets later, if it then still is where it was; it may be gone.
   *
   * @param due when
   * @param type its type
   * @param resource what it was
   * @param since the move that brought it there
   * @param trigger the trigger
   */
  record SavedTrigger(
      Instant due, ResourceType type, Resource resource, Transition since, String trigger)
      implements SavedTimer {}

  /**
   * Something on its way to a listener.
   *
   * @param due when it reaches him
   * @param delivery what, and to whom
   */
  record SavedDelivery(Instant due, Delivery delivery) implements SavedTimer {}
}
