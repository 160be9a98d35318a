package dev.mlsim.engine;

import dev.mlsim.clock.Timer;
import dev.mlsim.internal.Undo;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Resource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The changes of a world that can be taken back. */
final class Steps {
  private Steps() {}

  /** What a slot was. */
  record Before(Slot slot, Resource resource, Course course, int turns, @Nullable Resource settled)
      implements Undo.Step {
    static Before of(Slot slot) {
      return new Before(slot, slot.resource, slot.course, slot.turns, slot.settled);
    }

    @Override
    public void takeBack() {
      slot.resource = resource;
      slot.course = course;
      slot.turns = turns;
      slot.settled = settled;
    }
  }

  /** A timer that was set. */
  record Scheduled(Timer timer) implements Undo.Step {
    @Override
    public void takeBack() {
      timer.cancel();
    }
  }

  /** A timer that is not to fire; until that is final it keeps its place among the others. */
  record Cancelled(Timer timer) implements Undo.Step {
    @Override
    public void takeBack() {
      // It is still there.
    }

    @Override
    public void settle() {
      timer.cancel();
    }
  }

  /** What the journal is told when it is final. */
  record Told(JournalLog journal, JournalEntry entry) implements Undo.Step {
    @Override
    public void takeBack() {
      // It has not been told yet.
    }

    @Override
    public void settle() {
      journal.add(entry);
    }
  }

  /** What the meters read when it is final. */
  record Metered(Meters meters, Slot slot, Resource resource, Instant at) implements Undo.Step {
    @Override
    public void takeBack() {
      // They have not been read yet.
    }

    @Override
    public void settle() {
      meters.read(slot, resource, at);
    }
  }

  /** Work that is charged when it is final. */
  record Charged(Meters meters, Slot slot, String unit, Duration time, Instant at)
      implements Undo.Step {
    @Override
    public void takeBack() {
      // It has not been charged yet.
    }

    @Override
    public void settle() {
      meters.charge(slot, unit, time, at);
    }
  }

  /** What may still be seen for a while, once it is final that it is gone. */
  record Lost(StaleReads reads, Resource resource) implements Undo.Step {
    @Override
    public void takeBack() {
      // It is not remembered yet.
    }

    @Override
    public void settle() {
      reads.lose(resource);
    }
  }
}
