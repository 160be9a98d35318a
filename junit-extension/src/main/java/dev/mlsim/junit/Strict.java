package dev.mlsim.junit;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What fails a test that has passed: something that a test should not leave behind. */
public enum Strict {
  /** Nothing. */
  NOTHING((sim, lenient) -> Stream.of()),

  /** An operation was called that is not simulated, and the code under test swallowed the error. */
  UNSIMULATED_CALL(
      (sim, lenient) ->
          sim.journal().calls().stream()
              .filter(call -> call.error().equals("NotSimulated"))
              .map(JournalEntry.Called::operation)
              .distinct()
              .map(
                  operation ->
                      "operation ["
                          + operation
                          + "] was called, which is not simulated; a fault rule can answer it:"
                          + " sim.faults().on(\""
                          + operation
                          + "\").answer(...)")),

  /**
   * A fault rule or a line of the script never came into play, or was begun and never ended, so
   * that the test shows less than it seems to. Those declared on classes are excused, and those of
   * {@link Prepared} methods, for not every method needs them.
   */
  UNUSED_RULE(
      (sim, lenient) ->
          Stream.of(
                  sim.faults().unfinished().stream()
                      .map(
                          begun ->
                              "a fault rule for ["
                                  + begun
                                  + "] was begun and does nothing; end it by what becomes of the"
                                  + " calls, such as throttle()"),
                  sim.script().unfinished().stream()
                      .map(
                          begun ->
                              "a line of the script for ["
                                  + begun
                                  + "] was begun and does nothing; end it by what becomes of the"
                                  + " resources, such as failAt(...)"),
                  sim.faults().unused().stream()
                      .filter(rule -> !lenient.contains(rule))
                      .map(
                          rule ->
                              "the fault rule ["
                                  + rule
                                  + "] never applied to a call; mend or remove it"),
                  sim.script().unused().stream()
                      .filter(rule -> !lenient.contains(rule))
                      .map(
                          rule ->
                              "the script's ["
                                  + rule
                                  + "] never came into play; mend or remove it"))
              .flatMap(complaints -> complaints)),

  /** A resource is still on its way. */
  RUNNING(
      (sim, lenient) ->
          sim.resources().all().stream()
              .filter(ResourceSnapshot::isUnfinished)
              .map(
                  resource ->
                      resource.type()
                          + " ["
                          + resource.name()
                          + "] is still ["
                          + resource.state()
                          + "]; wait for it, stop it, or advance the clock")),

  /** Something that costs as long as it is there was left on: a model, an endpoint, a campaign. */
  BILLING(
      (sim, lenient) ->
          sim.billing().running().stream()
              .map(
                  charge ->
                      charge.type()
                          + " ["
                          + charge.name()
                          + (charge.running() > 0
                              ? "] was left running and billing: " + charge.running()
                              : "] was left on its way to billing: " + charge.coming())
                          + " "
                          + charge.unit()
                          + "; stop or delete it")),

  /** All of these. */
  EVERYTHING(
      (sim, lenient) ->
          Stream.of(UNSIMULATED_CALL, UNUSED_RULE, RUNNING, BILLING)
              .flatMap(strict -> strict.complaints(sim, lenient).stream()));

  /** What holds where nobody says. */
  static final List<Strict> USUAL = List.of(UNSIMULATED_CALL, UNUSED_RULE);

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final BiFunction<Simulator, Set<Object>, Stream<String>> check;

  Strict(BiFunction<Simulator, Set<Object>, Stream<String>> check) {
    this.check = check;
  }

  /** A sentence for each thing that it finds, but for the rules that are excused. */
  List<String> complaints(Simulator sim, Set<Object> lenient) {
    return check.apply(sim, lenient).toList();
  }
}
