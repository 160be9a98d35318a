package dev.mlsim.clock;

import java.time.Instant;

/** A timer that nobody waits for. */
final class BackgroundTimer extends ScheduledTimer {
  BackgroundTimer(Timeline timeline, Instant due, long sequence, Object what, Runnable action) {
    super(timeline, due, sequence, what, false, action);
  }

  @Override
  boolean isBackground() {
    return true;
  }
}
