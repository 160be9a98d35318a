package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Polling;
import dev.mlsim.clock.Advance;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What moves a world's time: one word at a time. */
final class TimeWords {
  private static final double MOST_SCALED = 1e9;

  private static final Parameter<Duration> BY = Parameter.duration("by");
  private static final Parameter<Instant> TO = Parameter.instant("to");
  private static final Parameter<Duration> LIMIT = Parameter.duration("limit");
  private static final Parameter<Duration> STEP = Parameter.duration("step");
  private static final Parameter<Double> FACTOR =
      Parameter.number("factor", Parameter.MORE_THAN_ZERO, MOST_SCALED);

  private static final Vocabulary<Advance> MOVED = Vocabulary.none();
  private static final Vocabulary<Polling> POLICY = Vocabulary.none();

  /** How far time is to move. */
  static final Vocabulary<VirtualClock> ADVANCE =
      new Vocabulary<>(
          "advance",
          "advance %s %s",
          "",
          List.of(
              Word.ends(
                  "by",
                  "Moves time forward by so much.",
                  MOVED,
                  (clock, given) -> clock.advance(given.of(BY)),
                  BY),
              Word.ends(
                  "to",
                  "Moves time forward to an instant.",
                  MOVED,
                  (clock, given) -> clock.advanceTo(given.of(TO)),
                  TO),
              Word.ends(
                  "toNext",
                  "Moves time to the next thing that is pending.",
                  MOVED,
                  (clock, given) -> clock.advanceToNext()),
              Word.ends(
                  "untilIdle",
                  "Moves time until nothing is pending, at most so far.",
                  MOVED,
                  (clock, given) -> clock.runUntilIdle(given.of(LIMIT)),
                  LIMIT)));

  /** What a poll does to time. */
  static final Vocabulary<InstantSource> POLLING =
      new Vocabulary<>(
          "polling",
          "poll with %s %s",
          "",
          List.of(
              Word.ends("off", "Polls move nothing.", POLICY, (wall, given) -> Polling.off()),
              Word.ends(
                  "settle",
                  "A poll moves time until what it looks at is at rest.",
                  POLICY,
                  (wall, given) -> Polling.settle()),
              Word.ends(
                  "tick",
                  "A poll moves time on by a step.",
                  POLICY,
                  (wall, given) -> Polling.tick(given.of(STEP)),
                  STEP),
              Word.ends(
                  "scaled",
                  "Time follows the machine's, so many times faster.",
                  POLICY,
                  (wall, given) -> Polling.scaled(given.of(FACTOR), wall),
                  FACTOR)));

  private TimeWords() {}

  static Advance advance(VirtualClock clock, ObjectNode said) {
    if (!ADVANCE.hasOnly(said)) {
      throw Refusal.of(
          "cannot advance by " + Json.text(said) + "; say by, to, toNext or untilIdle");
    }
    return (Advance) new Place<>(clock, ADVANCE).after(said);
  }

  /** The policy that is said; the wall of a scaled one is the machine's. */
  static Polling polling(ObjectNode said) {
    if (!POLLING.hasOnly(said)) {
      throw Refusal.of(
          "there is no polling policy " + Json.text(said) + ", only off, settle, tick and scaled");
    }
    return (Polling) new Place<>(InstantSource.system(), POLLING).after(said);
  }
}
