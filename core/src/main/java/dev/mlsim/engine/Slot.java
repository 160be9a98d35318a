package dev.mlsim.engine;

import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of one resource in a world: what it is now, and where it is on its plan. */
final class Slot {
  final ResourceType type;
  Resource resource;
  Course course = Course.NONE;

  /** What it was when it was last counted and grouped; null before. */
  @Nullable Resource settled;

  /** What it was last found to hold of quotas. */
  Usage.Held held = Usage.Held.NOTHING;

  /** Whether it is kept among those that have something before them. */
  boolean unfinished;

  /** What it costs, by unit, in the order in which it began to. */
  List<Meter> meters = List.of();

  /** The group of its type in which it is kept; empty where it is in none. */
  String group = "";

  /** Counts the plans that it was put on, for whoever finds out that he was overtaken. */
  int turns;

  Slot(ResourceType type, Resource resource) {
    this.type = type;
    this.resource = resource;
  }

  /**
   * The way that a trigger opens from where the resource stands.
   *
   * @throws IllegalStateException if it opens none
   */
  Way way(String trigger) {
    return type.lifecycle().way(trigger, resource.state()).orElseThrow(() -> cannot(trigger));
  }

  private IllegalStateException cannot(String trigger) {
    return new IllegalStateException(
        "mlsim: cannot "
            + trigger
            + " "
            + resource
            + ": it is ["
            + resource.state()
            + "] since "
            + resource.lastTransition().at()
            + "; what is possible is "
            + resource.lifecycle().triggersFrom(resource.state()));
  }

  /** A move of the resource, for the journal. */
  JournalEntry.Moved moved(Transition move) {
    return new JournalEntry.Moved(
        move.at(),
        resource.sequence(),
        resource.type(),
        resource.name(),
        resource.key().equals(resource.name()) ? "" : resource.key(),
        move.from().equals(State.GONE) ? "" : move.from().toString(),
        move.to().toString(),
        move.message(),
        move.trigger(),
        move.reason(),
        standing());
  }

  private JournalEntry.Standing standing() {
    if (resource.state().equals(State.GONE)) {
      return JournalEntry.Standing.GONE;
    }
    if (!resource.lifecycle().rests(resource.state())) {
      return JournalEntry.Standing.IN_PROGRESS;
    }
    return resource.lifecycle().isFailure(resource.state())
        ? JournalEntry.Standing.FAILED
        : JournalEntry.Standing.AT_REST;
  }

  @Override
  public String toString() {
    return resource.toString();
  }
}
