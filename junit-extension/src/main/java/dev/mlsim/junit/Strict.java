package dev.mlsim.junit;

import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.fault.Fault;
import dev.mlsim.journal.JournalEntry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What fails a test that has passed: something that a test should not leave behind. */
public enum Strict {
  /** Nothing. */
  NOTHING((sim, lenient, outside) -> Stream.of()),

  /** An operation was called that is not simulated, and the code under test swallowed the error. */
  UNSIMULATED_CALL(
      (sim, lenient, outside) ->
          sim.journal().calls().stream()
              .filter(call -> call.error().equals("NotSimulated"))
              .map(JournalEntry.Called::operation)
              .distinct()
              .map(Strict::notSimulated)),

  /**
   * A fault rule or a line of the script never came into play, or was begun and never ended, so
   * that the test shows less than it seems to. Those declared on classes are excused, and those of
   * {@link Prepared} methods, for not every method needs them.
   */
  UNUSED_RULE(
      (sim, lenient, outside) ->
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
                                  + "] never applied to "
                                  + (rule.fault() instanceof Fault.Misdeliver
                                      ? "a delivery"
                                      : "a call")
                                  + "; mend or remove it"),
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
      (sim, lenient, outside) ->
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
      (sim, lenient, outside) ->
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

  /**
   * A client of the AWS SDK called something that is neither a simulator, nor on this machine, nor
   * allowed by {@value MlSimulatorExtension#FENCE_ALLOW}. The call has failed: a {@link
   * dev.mlsim.sdk.Fence} stands around the JVM as long as the test's world lasts.
   */
  OUTSIDE_CALL(
      (sim, lenient, outside) ->
          outside.stream()
              .distinct()
              .map(
                  call ->
                      "the fence refused "
                          + call
                          + "; answer it by a simulator or a double, or allow its host by "
                          + MlSimulatorExtension.FENCE_ALLOW)),

  /** All of these. */
  EVERYTHING(
      (sim, lenient, outside) ->
          Stream.of(UNSIMULATED_CALL, UNUSED_RULE, RUNNING, BILLING, OUTSIDE_CALL)
              .flatMap(strict -> strict.complaints(sim, lenient, outside).stream()));

  /** What holds where nobody says. */
  static final List<Strict> USUAL = List.of(UNSIMULATED_CALL, UNUSED_RULE);

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Finding finding;

  Strict(Finding finding) {
    this.finding = finding;
  }

  private interface Finding {
    Stream<String> in(Simulator sim, Set<Object> lenient, List<String> outside);
  }

  /**
   * A sentence for each thing that it finds, but for the rules that are excused.
   *
   * @param outside the calls that a fence refused
   */
  List<String> complaints(Simulator sim, Set<Object> lenient, List<String> outside) {
    return finding.in(sim, lenient, outside).toList();
  }

  /** What a rule can answer has a name; else it is a request that nothing here understands. */
  private static String notSimulated(String operation) {
    return "operation ["
        + operation
        + "] was called, which is not simulated"
        + (operation.contains(" ")
            ? ", nor has a rule a name for it"
            : "; a fault rule can answer it: sim.faults().on(\"" + operation + "\").answer(...)");
  }
}
