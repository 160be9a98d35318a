package dev.mlsim;

import dev.mlsim.clock.Pending;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What holds in every simulator at every moment, whatever a test did: time is monotonic, no timer
 * is overdue, every resource's history is legal by its table, the journal agrees with the states,
 * quotas and bills with the resources. Whatever breaks one of these is a mistake in mlsim.
 */
public final class Invariants {
  private final Simulator sim;
  private final List<String> broken = new ArrayList<>();

  private Invariants(Simulator sim) {
    this.sim = sim;
  }

  /** Everything that doesn't hold, in words; a sound simulator has nothing to be told. */
  public static List<String> violations(Simulator sim) {
    Invariants invariants = new Invariants(sim);
    invariants.time();
    invariants.timers();
    List<ResourceSnapshot> all = sim.resources().all();
    all.forEach(invariants::history);
    invariants.broken.addAll(JournalCheck.of(sim, all));
    invariants.broken.addAll(sim.resources().miscounts());
    return List.copyOf(invariants.broken);
  }

  private void time() {
    Instant last = Instant.MIN;
    for (JournalEntry entry : sim.journal().entries()) {
      if (entry.at().isBefore(last)) {
        broken.add("time went back from " + last + " at [" + entry.text() + "]");
      }
      last = entry.at();
    }
    if (sim.clock().now().isBefore(last)) {
      broken.add("it is " + sim.clock().now() + ", but the journal has come to " + last);
    }
  }

  private void timers() {
    for (Pending timer : sim.clock().pending()) {
      if (timer.due().isBefore(sim.clock().now())) {
        broken.add("a timer is overdue: " + timer);
      }
    }
  }

  private void history(ResourceSnapshot resource) {
    Lifecycle table = sim.resources().lifecycle(resource.type());
    State at = State.GONE;
    Instant when = resource.created();
    for (int i = 0; i < resource.history().size(); i++) {
      Transition move = resource.history().get(i);
      boolean legal =
          i == 0
              ? move.to().equals(table.creation().steps().get(0).state())
              : table.allows(move.from(), move.to());
      if (!move.from().equals(at) || !legal || move.at().isBefore(when)) {
        broken.add(of(resource) + " can't have gone " + move + " from " + at + " since " + when);
      }
      at = move.to();
      when = move.at();
    }
    if (!at.equals(resource.state()) || resource.lastChanged().isBefore(when)) {
      broken.add(of(resource) + " is " + resource.state() + ", but it went to " + at);
    }
  }

  /**
   * How much of each quota the resources hold, counted anew from them; what is counted for each of
   * something, such as a project, stands under the quota's name, a slash and which.
   */
  public static Map<String, Long> quotasInUse(Simulator sim) {
    return sim.resources().held();
  }

  static String of(ResourceSnapshot resource) {
    return resource.type() + " [" + resource.name() + "]";
  }
}
