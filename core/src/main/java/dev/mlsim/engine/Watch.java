package dev.mlsim.engine;

import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;

/** What happens in a world besides, when one of its resources moves. */
final class Watch implements Progress.Observer {
  private final WorldState world;
  private final StoredResources store;
  private final StaleReads staleReads;
  private final Effects effects;
  private final Undo undo;

  Watch(
      WorldState world, StoredResources store, StaleReads staleReads, Effects effects, Undo undo) {
    this.world = world;
    this.store = store;
    this.staleReads = staleReads;
    this.effects = effects;
    this.undo = undo;
  }

  @Override
  public void moved(Slot slot, Transition move) {
    Resource resource = slot.resource;
    world.tell(slot.moved(move));
    store.settle(slot);
    if (move.to().equals(State.GONE)) {
      store.remove(slot);
      undo.note(new Steps.Lost(staleReads, resource));
    }
    effects.of(slot, move);
    if (!move.from().equals(move.to())) {
      boolean movedOn = slot.resource.history().size() > resource.history().size();
      world.broadcast(slot.type, movedOn ? resource : slot.resource, move.from());
    }
    world.meter(slot);
  }

  @Override
  public void broughtOn() {
    effects.end();
  }

  @Override
  public void waits(Slot slot) {
    store.note(slot, slot.resource.isUnfinished());
    store.settle(slot);
  }
}
