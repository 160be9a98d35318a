package dev.mlsim.sdk.control;

import static dev.mlsim.sdk.control.Parameter.MORE_THAN_ZERO;
import static dev.mlsim.sdk.control.Parameter.count;
import static dev.mlsim.sdk.control.Parameter.duration;
import static dev.mlsim.sdk.control.Parameter.number;
import static dev.mlsim.sdk.control.Word.narrows;

import dev.mlsim.fault.EventFaultSpec;
import dev.mlsim.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** What can be said of how events are delivered. */
final class DeliveryWords {
  private static final Parameter<Integer> N = count("n");
  private static final Parameter<Double> PROBABILITY = number("probability", MORE_THAN_ZERO, 1);
  private static final Parameter<Duration> BY = duration("by");

  private static final Vocabulary<FaultRule> RULE = Vocabulary.none();

  /** Which deliveries, and at the end what befalls them. */
  static final Vocabulary<EventFaultSpec> DELIVERIES =
      Vocabulary.chain(
          "deliveries",
          "nothing is set up: this says which deliveries, but not what befalls them, such as lost",
          List.of(
              narrows(
                  "first",
                  "Only the first n of the deliveries.",
                  (some, given) -> some.first(given.of(N)),
                  N),
              narrows("once", "Only the first delivery.", (some, given) -> some.once()),
              narrows(
                  "nth",
                  "Only the nth delivery, from 1.",
                  (some, given) -> some.nth(given.of(N)),
                  N),
              narrows(
                  "after",
                  "All deliveries but the first n.",
                  (some, given) -> some.after(given.of(N)),
                  N),
              narrows(
                  "every", "Only every nth delivery.", (some, given) -> some.every(given.of(N)), N),
              narrows(
                  "withProbability",
                  "Each delivery with a probability, from the seed.",
                  (some, given) -> some.withProbability(given.of(PROBABILITY)),
                  PROBABILITY),
              befalls(
                  "late",
                  "They come so much later, in virtual time.",
                  (some, given) -> some.late(given.of(BY)),
                  BY),
              befalls("twice", "They come twice.", (some, given) -> some.twice()),
              befalls(
                  "outOfOrder",
                  "They come after the next one.",
                  (some, given) -> some.outOfOrder()),
              befalls("lost", "They never come.", (some, given) -> some.lost())));

  private DeliveryWords() {}

  private static Word<EventFaultSpec> befalls(
      String name,
      String does,
      BiFunction<EventFaultSpec, Arguments, FaultRule> step,
      Parameter<?>... takes) {
    return Word.ends(name, does, RULE, step, takes);
  }
}
