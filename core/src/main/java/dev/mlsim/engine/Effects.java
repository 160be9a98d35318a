package dev.mlsim.engine;

import dev.mlsim.clock.FunctionFailed;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import org.jspecify.annotations.Nullable;

/** Lets happen what is declared to happen when resources move. Used under the simulator's lock. */
final class Effects {
  private final WorldState world;
  private final Catalogue services;
  private final Undo undo;
  private @Nullable FunctionFailed failed; // while time brings a resource on

  Effects(WorldState world, Catalogue services, Undo undo) {
    this.world = world;
    this.services = services;
    this.undo = undo;
  }

  /** A resource has just made this move. */
  void of(Slot slot, Transition move) {
    for (ResourceType.Effect effect : slot.type.effects(move)) {
      let(effect, slot);
    }
    for (ResourceType.Effect effect : services.watching(slot.resource.type(), move)) {
      let(effect, slot);
    }
  }

  /** Within a call all of it fails with an effect; where time moves, only the effect does. */
  private void let(ResourceType.Effect effect, Slot slot) {
    if (undo.isOpen()) {
      happen(effect, slot);
      return;
    }
    try {
      undo.attempt(() -> happen(effect, slot));
    } catch (FunctionFailed failure) {
      world.note(String.valueOf(failure.getMessage()));
      if (failed == null) {
        failed = failure;
      } else {
        failed.addSuppressed(failure);
      }
    }
  }

  private void happen(ResourceType.Effect effect, Slot slot) {
    try {
      effect.happens(slot.resource, world);
    } catch (ServiceError refused) {
      throw new IllegalStateException(
          "mlsim: what is declared to happen when "
              + slot.resource
              + " enters ["
              + slot.resource.state()
              + "] let through the error ["
              + refused.code()
              + ": "
              + refused.message()
              + "], for which nobody waits then; a declaration catches what World.invoke throws and"
              + " says what becomes of the resource",
          refused);
    }
  }

  /**
   * Time has brought a resource on, and all that follows has happened.
   *
   * @throws FunctionFailed if a function of the test failed meanwhile
   */
  void end() {
    FunctionFailed failure = failed;
    failed = null;
    if (failure != null) {
      throw failure;
    }
  }
}
