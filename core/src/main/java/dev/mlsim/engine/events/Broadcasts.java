package dev.mlsim.engine.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ObjectEvents;
import dev.mlsim.service.ResourceType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a world tells outside of it when something becomes of its resources. Most worlds have no
 * audience: for them it is only kept which events were sent. Used under the simulator's lock.
 */
public final class Broadcasts {
  private static final int BOUND = 10_000; // as Events says

  private final Function<Broadcasts, Object> assembly;
  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  private @Nullable Audience audience;
  private long sent;

  /**
   * Has nothing to tell yet.
   *
   * @param assembly makes the audience, once somebody listens or looks; its class is known no
   *     sooner
   */
  public Broadcasts(Function<Broadcasts, Object> assembly) {
    this.assembly = assembly;
  }

  /**
   * What an event is about.
   *
   * @param number its place in the order of events
   * @param at when
   * @param emission what is sent
   * @param type the type of the resource
   * @param resource the resource as it was
   * @param cause the operation that was called, or {@code time}
   */
  public record Kept(
      long number,
      Instant at,
      Emission emission,
      ResourceType type,
      Resource resource,
      String cause) {}

  /** Those who listen and look, from now on. */
  public Audience audience() {
    Audience there = audience;
    if (there == null) {
      there = (Audience) assembly.apply(this);
      audience = there;
    }
    return there;
  }

  /** The events that are kept, oldest first. */
  ArrayDeque<Kept> kept() {
    return kept;
  }

  /** How many events were sent. */
  long sent() {
    return sent;
  }

  /** Whether anything is told of resources of a type. */
  public boolean concern(ResourceType type) {
    return !type.emissions().isEmpty() || hearMoves();
  }

  private boolean hearMoves() {
    Audience there = audience;
    return there != null && there.listeners().hear(Move.class);
  }

  /**
   * A resource has moved, or has been changed; told when that is final.
   *
   * @param from where it stood before; the same state if it has only been changed
   * @param cause the operation that was called, or {@code time}
   */
  public Undo.Step of(ResourceType type, Resource resource, State from, Instant at, String cause) {
    return new Told(this, type, resource, from, at, cause);
  }

  private record Told(
      Broadcasts by, ResourceType type, Resource resource, State from, Instant at, String cause)
      implements Undo.Step {
    @Override
    public void takeBack() {
      // Nobody has been told yet.
    }

    @Override
    public void settle() {
      for (Emission emission : type.emissions()) {
        if (emission.isNow(resource, from)) {
          by.emit(emission, this);
        }
      }
      Audience there = by.audience;
      if (there != null && !resource.state().equals(from)) {
        there.moved(resource);
      }
    }
  }

  /** An object was put into a bucket that sends events. */
  public void created(ObjectEvents events, StoredObject object, Instant at, String cause) {
    Resource about = events.about().apply(object);
    for (Emission emission : events.type().emissions()) {
      emit(emission, new Told(this, events.type(), about, about.state(), at, cause));
    }
  }

  private void emit(Emission emission, Told told) {
    sent++;
    if (kept.size() == BOUND) {
      kept.removeFirst();
    }
    Kept event = new Kept(sent, told.at, emission, told.type, told.resource, told.cause);
    kept.addLast(event);
    Audience there = audience;
    if (there != null) {
      there.sent(event);
    }
  }

  /** A message is published to a topic; told when that is final. */
  public Undo.Step notification(String topicArn, ObjectNode message, Instant at) {
    return new Published(this, topicArn, message, at);
  }

  private record Published(Broadcasts by, String topicArn, ObjectNode message, Instant at)
      implements Undo.Step {
    @Override
    public void takeBack() {
      // Nobody has been told yet.
    }

    @Override
    public void settle() {
      by.audience().published(topicArn, message, at);
    }
  }

  /** Forgets what was sent, and who listens. */
  public void clear() {
    kept.clear();
    sent = 0;
    Audience there = audience;
    if (there != null) {
      there.clear();
    }
  }

  /** What was sent, and who listened. */
  public record Saved(List<Kept> kept, long sent, Optional<Audience.Saved> audience) {}

  /** What was sent so far, and who listens now. */
  public Saved save() {
    return new Saved(List.copyOf(kept), sent, Optional.ofNullable(audience).map(Audience::save));
  }

  /** Has that be what was sent, and who listens. */
  public void restore(Saved saved) {
    clear();
    kept.addAll(saved.kept());
    sent = saved.sent();
    saved.audience().ifPresent(there -> audience().restore(there));
  }
}
