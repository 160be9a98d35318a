package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.StoredObject;
import java.util.function.Function;

/**
 * The events that AWS sends of stored objects, in buckets that send any. Objects are no resources:
 * nobody scripts them, or asks for one by the type's name, which the journal has.
 *
 * @param type what they are, with the {@linkplain Emission events}
 * @param about what an event is about, of an object that was just put
 */
public record ObjectEvents(ResourceType type, Function<StoredObject, Resource> about) {

  /** Checks that nothing is missing. */
  public ObjectEvents {
    requireNonNull(type, "type");
    requireNonNull(about, "about");
  }
}
