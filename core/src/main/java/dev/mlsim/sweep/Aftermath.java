package dev.mlsim.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.journal.JournalEntry.Called;
import dev.mlsim.journal.JournalEntry.Moved;
import dev.mlsim.journal.JournalEntry.Standing;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Charge;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a run has left behind, two days later.
 *
 * @param running what goes on costing
 * @param charged what was paid for and came to rest well, by type
 */
record Aftermath(List<Charge> running, Map<String, Set<String>> charged) {
  private static final Duration LATER = Duration.ofDays(2);

  /** Lets two days pass in the run's world, and looks. */
  static Aftermath of(Simulator sim) {
    try {
      sim.clock().advance(LATER);
    } catch (RuntimeException ofAListener) {
      sim.note("the sweep goes on, though a timer failed: " + ofAListener.getMessage());
    }
    return new Aftermath(sim.billing().running(), charged(sim));
  }

  /** Looks two days later in a copy of the world, so that this one stays as the test left it. */
  static Aftermath inACopyOf(Simulator sim) {
    try {
      return of(Simulator.of(sim.snapshot()));
    } catch (IllegalStateException cannotBeCopied) {
      return new Aftermath(sim.billing().running(), charged(sim));
    }
  }

  /** What was paid for and neither failed nor was broken off. */
  private static Map<String, Set<String>> charged(Simulator sim) {
    Set<String> failed = new LinkedHashSet<>();
    Set<String> rested = new LinkedHashSet<>();
    for (Moved move : sim.journal().moves()) {
      String name = Observed.named(move.type(), move.key());
      if (move.standing() == Standing.FAILED) {
        failed.add(name);
      } else if (move.standing() == Standing.AT_REST && !move.trigger().equals(Lifecycle.STOP)) {
        rested.add(name);
      }
    }
    Map<String, Set<String>> well = new LinkedHashMap<>();
    for (Charge charge : sim.billing().charges()) {
      String name = Observed.named(charge.type(), charge.name());
      if (rested.contains(name) && !failed.contains(name)) {
        well.computeIfAbsent(charge.type(), type -> new LinkedHashSet<>()).add(name);
      }
    }
    return well;
  }

  /** Whether it goes on costing, by type and name. */
  boolean leaves(Charge charge) {
    return running.stream()
        .anyMatch(
            other -> other.type().equals(charge.type()) && other.name().equals(charge.name()));
  }

  /** Whether some answer that arrived has told the code that it is there. */
  static boolean isTold(Charge charge, List<JournalEntry> entries) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry instanceof Called call
                    && call.isSuccess()
                    && !call.isOfChild()
                    && arrives(call)
                    && names(charge, call));
  }

  /** Whether the code has tried to end it, and was refused. */
  static boolean isTried(Charge charge, List<JournalEntry> entries) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry instanceof Called call
                    && call.operation().matches("(Delete|Stop|Cancel|Terminate).*")
                    && !(call.isSuccess() && arrives(call))
                    && names(charge, call));
  }

  /** Whether a call is about it: by its ARN, or by its name where the operation has its type. */
  private static boolean names(Charge charge, Called call) {
    Set<String> said = new LinkedHashSet<>();
    collect(call.input(), said);
    collect(call.output(), said);
    String noun = charge.type().replaceFirst(".*:", "").replace("-", "");
    String operation = call.operation().toLowerCase(Locale.ROOT).replaceFirst("s$", "");
    return said.contains(charge.arn())
        || (operation.endsWith(noun) && said.containsAll(List.of(charge.name().split("/"))));
  }

  private static boolean arrives(Called call) {
    return call.suffered().stream()
        .noneMatch(
            one -> one.fault() instanceof Fault.LoseAnswer || one.fault() instanceof Fault.Garble);
  }

  private static void collect(JsonNode node, Set<String> texts) {
    if (node.isTextual()) {
      texts.add(node.textValue());
    } else {
      node.forEach(child -> collect(child, texts));
    }
  }
}
