package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import java.time.Duration;
import java.time.Instant;

/** Counts one unit that one resource has in use. */
final class Meter {
  private final Resource resource;
  private final String unit;
  private long unitMillis;
  private long units;
  private Instant since;

  Meter(Resource resource, String unit, Instant since) {
    this.resource = resource;
    this.unit = unit;
    this.since = since;
  }

  /** Counts up to now; from here on so many units are in use. */
  void read(long unitsNow, Instant now) {
    unitMillis = millis(now);
    units = unitsNow;
    since = now;
  }

  private long millis(Instant now) {
    return unitMillis + units * (now.toEpochMilli() - since.toEpochMilli());
  }

  boolean isRunning() {
    return units > 0;
  }

  Charge charge(Instant now, long coming) {
    return new Charge(
        resource.type(),
        resource.name(),
        resource.arn(),
        unit,
        Duration.ofMillis(millis(now)),
        units,
        coming,
        !resource.state().equals(State.GONE));
  }
}
