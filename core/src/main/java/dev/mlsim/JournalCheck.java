package dev.mlsim;

import dev.mlsim.event.Event;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds what the journal says against the tables, the resources and the events. */
final class JournalCheck {
  private static final int OK = 200;
  private static final int NOT_OK = 300;

  private final Simulator sim;
  private final boolean whole;
  private final List<String> broken = new ArrayList<>();

  private JournalCheck(Simulator sim) {
    this.sim = sim;
    this.whole = sim.journal().dropped() == 0;
  }

  /** Where it is wrong, in words. */
  static List<String> of(Simulator sim, List<ResourceSnapshot> all) {
    JournalCheck check = new JournalCheck(sim);
    check.calls();
    check.events();
    if (check.whole) {
      check.moves(all);
    }
    return check.broken;
  }

  private void calls() {
    long last = 0;
    for (JournalEntry.Called call : sim.journal().includingChildren().calls()) {
      boolean next = whole ? call.number() == last + 1 : call.number() > last;
      boolean well = call.status() >= OK && call.status() < NOT_OK;
      if (!next || call.first() > call.number() || call.attempt() < 1) {
        broken.add("call " + call.number() + " follows on " + last + ": [" + call.text() + "]");
      }
      if (call.isSuccess() != well) {
        broken.add("a call has ended in " + call.status() + ": [" + call.text() + "]");
      }
      last = call.number();
    }
  }

  /** The journal has events from when somebody first looks at them. */
  private void events() {
    Map<Long, JournalEntry.Emitted> told = new LinkedHashMap<>();
    for (JournalEntry entry : sim.journal().entries()) {
      if (entry instanceof JournalEntry.Emitted event && told.put(event.number(), event) != null) {
        broken.add("an event is told twice: [" + event.text() + "]");
      }
    }
    if (told.isEmpty()) {
      return;
    }
    for (Event event : sim.events().list()) {
      JournalEntry.Emitted entry = told.remove(event.number());
      boolean agrees =
          entry == null
              || (entry.at().equals(event.at())
                  && entry.detailType().equals(event.detailType())
                  && entry.type().equals(event.type())
                  && entry.key().equals(event.name()));
      if (!agrees) {
        broken.add("the event " + event + " is told as [" + entry + "]");
      }
    }
    if (sim.events().dropped() == 0 && !told.isEmpty()) {
      broken.add("events are told that were never sent: " + told.values());
    }
  }

  /** What was moved is there as it was moved, or is gone; the order of creation tells it apart. */
  private void moves(List<ResourceSnapshot> all) {
    Map<Long, List<JournalEntry.Moved>> byResource = new LinkedHashMap<>();
    for (JournalEntry.Moved move : sim.journal().moves()) {
      byResource.computeIfAbsent(move.resource(), r -> new ArrayList<>()).add(move);
    }
    Map<String, List<List<String>>> standing = new HashMap<>();
    for (List<JournalEntry.Moved> moves : byResource.values()) {
      JournalEntry.Moved last = moves.get(moves.size() - 1);
      legal(moves);
      if (last.standing() != JournalEntry.Standing.GONE) {
        standing
            .computeIfAbsent(last.type() + " [" + last.key() + "]", k -> new ArrayList<>())
            .add(moves.stream().map(JournalCheck::text).toList());
      }
    }
    for (ResourceSnapshot resource : all) {
      List<String> went = resource.history().stream().map(JournalCheck::text).toList();
      List<List<String>> told = standing.getOrDefault(Invariants.of(resource), List.of());
      if (!told.remove(went)) {
        broken.add(Invariants.of(resource) + " went " + went + ", the journal has " + told);
      }
    }
    standing.values().stream()
        .flatMap(Collection::stream)
        .forEach(told -> broken.add("the journal has what isn't there: " + told));
  }

  private void legal(List<JournalEntry.Moved> moves) {
    Lifecycle table = sim.resources().lifecycle(moves.get(0).type());
    State at = State.GONE;
    for (JournalEntry.Moved move : moves) {
      State to = State.of(move.to());
      boolean follows =
          move.from().isEmpty()
              ? at.equals(State.GONE) && to.equals(table.creation().steps().get(0).state())
              : at.equals(State.of(move.from())) && table.allows(at, to);
      if (!follows || move.standing() != standing(table, to)) {
        broken.add("the journal has [" + move.text() + "], " + move.standing() + " after " + at);
      }
      at = to;
    }
  }

  private static JournalEntry.Standing standing(Lifecycle table, State state) {
    if (state.equals(State.GONE)) {
      return JournalEntry.Standing.GONE;
    }
    if (!table.rests(state)) {
      return JournalEntry.Standing.IN_PROGRESS;
    }
    return table.isFailure(state) ? JournalEntry.Standing.FAILED : JournalEntry.Standing.AT_REST;
  }

  private static String text(JournalEntry.Moved move) {
    return text(move.at(), move.to(), move.message(), move.trigger(), move.reason());
  }

  private static String text(Transition move) {
    return text(move.at(), move.to().toString(), move.message(), move.trigger(), move.reason());
  }

  private static String text(Object at, String to, String message, String trigger, String reason) {
    return at + " " + to + " [" + message + "] " + trigger + " " + reason;
  }
}
