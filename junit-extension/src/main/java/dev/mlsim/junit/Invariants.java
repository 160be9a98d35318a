package dev.mlsim.junit;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What holds in every world at any time, whatever a test has done; checked after each test. */
final class Invariants {
  private Invariants() {}

  static List<String> violations(Simulator sim) {
    List<String> found = new ArrayList<>();
    time(sim, found);
    sim.resources().all().forEach(resource -> history(resource, found));
    return found;
  }

  private static void time(Simulator sim, List<String> found) {
    Instant now = sim.clock().now();
    sim.clock().pending().stream()
        .filter(timer -> timer.due().isBefore(now))
        .forEach(timer -> found.add("the timer [" + timer.what() + "] is overdue"));
    Instant last = sim.startedAt();
    for (JournalEntry.Moved move : sim.journal().moves()) {
      if (move.at().isBefore(last)) {
        found.add("time went back from " + last + " to [" + move.text() + "] at " + move.at());
      }
      last = move.at();
    }
    if (last.isAfter(now)) {
      found.add("the journal is ahead of the clock: " + last);
    }
  }

  private static void history(ResourceSnapshot resource, List<String> found) {
    String who = resource.type() + " [" + resource.name() + "]";
    State from = State.GONE;
    for (Transition move : resource.history()) {
      if (!move.from().equals(from)) {
        found.add(who + " left [" + move.from() + "] but was [" + from + "]");
      }
      boolean legal =
          from.equals(State.GONE)
              ? move.to().equals(resource.lifecycle().creation().steps().get(0).state())
              : from.equals(move.to()) || resource.lifecycle().allows(from, move.to());
      if (!legal) {
        found.add(
            who + " went from [" + from + "] to [" + move.to() + "], which its table forbids");
      }
      from = move.to();
    }
    if (!from.equals(resource.state())) {
      found.add(who + " is [" + resource.state() + "] but its history ends at [" + from + "]");
    }
  }
}
