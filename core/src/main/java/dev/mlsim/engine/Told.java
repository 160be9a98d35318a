package dev.mlsim.engine;

import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.LogStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a world's resources, in words and documents. */
final class Told {
  private Told() {}

  static JournalEntry.Moved moved(Slot slot, Transition move) {
    Resource resource = slot.resource;
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
        slot.standing());
  }

  static List<LogStream> logStreams(StoredResources store, WorldState world) {
    List<LogStream> streams = new ArrayList<>();
    for (Slot slot : store.slots()) {
      Optional<LogStream.Source> logs = slot.type.logs();
      if (logs.isPresent()) {
        streams.addAll(logs.get().of(slot.resource, world));
      }
    }
    return streams;
  }

  static IllegalStateException cannot(String trigger, Resource latest) {
    return new IllegalStateException(
        "mlsim: cannot "
            + trigger
            + " "
            + latest
            + ": it is ["
            + latest.state()
            + "] since "
            + latest.lastTransition().at()
            + "; what is possible is "
            + latest.lifecycle().triggersFrom(latest.state()));
  }
}
