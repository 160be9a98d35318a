package dev.mlsim.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A {@link java.time.Clock} that shows a virtual clock's time. */
final class ClockView extends Clock {
  private final VirtualClock clock;
  private final ZoneId zone;

  ClockView(VirtualClock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new ClockView(clock, other);
  }

  @Override
  public Instant instant() {
    return clock.now();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClockView view && view.clock == clock && view.zone.equals(zone);
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(clock) + zone.hashCode();
  }

  @Override
  public String toString() {
    return "VirtualClock[" + zone + "]";
  }
}
