package dev.mlsim.clock;

import java.time.Duration;
import java.time.Instant;

/** Where a movement goes, seen from the present; asked once, under the lock, and may refuse. */
@FunctionalInterface
interface Aim {

  /** The target, not before the present. */
  Instant from(Instant now);

  /** Ahead by the duration; refuses to go back. */
  static Aim by(Duration duration) {
    return now -> {
      if (duration.isNegative()) {
        throw Refusal.backBy(duration, now);
      }
      Instant target = Timeline.plus(now, duration);
      if (target.isAfter(TimeBounds.LAST)) {
        throw Refusal.beyondTime("by [" + duration + "]", now);
      }
      return target;
    };
  }

  /** To the instant; refuses to go back. */
  static Aim at(Instant target) {
    return now -> {
      if (target.isBefore(now)) {
        throw Refusal.backTo(target, now);
      }
      if (target.isAfter(TimeBounds.LAST)) {
        throw Refusal.beyondTime("to [" + target + "]", now);
      }
      return target;
    };
  }

  /** To the instant, or nowhere if it has passed. */
  static Aim notBefore(Instant target) {
    return now -> now.isAfter(target) ? now : target;
  }

  /** As far as the limit, or the end of time. */
  static Aim within(String call, Duration limit) {
    return now -> {
      if (limit.isNegative()) {
        throw Refusal.negativeLimit(call);
      }
      Instant end = Timeline.plus(now, limit);
      return end.isAfter(TimeBounds.LAST) ? TimeBounds.LAST : end;
    };
  }
}
