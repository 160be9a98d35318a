package dev.mlsim.engine;

import dev.mlsim.clock.VirtualClock;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trigger that a resource meets in time, unless it has moved since it was set. */
record Later(Slot slot, Transition since, String trigger) {
  static Later of(Slot slot, String trigger) {
    return new Later(slot, slot.resource.lastTransition(), trigger);
  }

  // A saved one; the resource may be gone, and then there is no slot.
  static Later of(SavedWorld.SavedTrigger saved, @Nullable Slot there) {
    Slot slot = there == null ? new Slot(saved.type(), saved.resource()) : there;
    return new Later(slot, saved.since(), saved.trigger());
  }

  Undo.Step expect(Instant due, WorldState world, VirtualClock clock, Undo undo) {
    return new Steps.Scheduled(
        clock.scheduleInBackground(due, this, () -> undo.attempt(() -> meet(world))));
  }

  private void meet(WorldState world) {
    if (!world.isEnded() && slot.resource.lastTransition().equals(since)) {
      world.trigger(slot.resource, trigger, "");
    }
  }

  @Override
  public String toString() {
    return slot + " meets " + trigger;
  }
}
