package dev.mlsim.samples;

import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints what happened in a simulator: virtual time, resource, state, and the calls between. */
final class Timeline {
  private Timeline() {}

  static void print(String title, Simulator sim, PrintStream out) {
    out.println();
    out.println(title);
    List<JournalEntry> entries = sim.journal().entries();
    Instant start = entries.isEmpty() ? sim.clock().now() : entries.get(0).at();
    int polls = 0;
    for (JournalEntry entry : entries) {
      if (entry instanceof JournalEntry.Called call && call.operation().startsWith("Describe")) {
        polls++;
      } else if (!line(entry).isEmpty()) {
        if (polls > 0) {
          out.println("          ... polled " + polls + (polls == 1 ? " time" : " times"));
          polls = 0;
        }
        out.println(clock(Duration.between(start, entry.at())) + "  " + line(entry));
      }
    }
    out.println(clock(Duration.between(start, sim.clock().now())) + "  end");
  }

  private static String line(JournalEntry entry) {
    if (entry instanceof JournalEntry.Moved move) {
      return move.from().equals(move.to())
          ? ""
          : move.key() + "  " + move.to() + (move.reason().isEmpty() ? "" : "  " + move.reason());
    }
    if (entry instanceof JournalEntry.Called call) {
      return call.operation() + " -> " + (call.isSuccess() ? "ok" : call.error());
    }
    return "";
  }

  private static String clock(Duration since) {
    return String.format(
        "%02d:%02d:%02d", since.toHours(), since.toMinutesPart(), since.toSecondsPart());
  }
}
