package dev.mlsim.engine;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Charge;
import java.time.Duration;
import java.time.Instant;

/**
 * The count of one unit that one resource has in use.
 *
 * @param unit the unit
 * @param unitMillis what was counted until the number in use last changed
 * @param units how many are in use since
 * @param since when that was
 */
record Meter(String unit, long unitMillis, long units, Instant since) {

  /** The count up to now; from here on so many units are in use. */
  Meter read(long unitsNow, Instant now) {
    return unitsNow == units ? this : new Meter(unit, millis(now), unitsNow, now);
  }

  /** The count with so much more. */
  Meter and(Duration time) {
    long more = time.toMillis();
    long sum = unitMillis > Long.MAX_VALUE - more ? Long.MAX_VALUE : unitMillis + more;
    return new Meter(unit, sum, units, since);
  }

  private long millis(Instant now) {
    long passed = now.toEpochMilli() - since.toEpochMilli();
    return units > 0 && passed > (Long.MAX_VALUE - unitMillis) / units
        ? Long.MAX_VALUE
        : unitMillis + units * passed;
  }

  boolean isRunning() {
    return units > 0;
  }

  /** What it says of the resource, which will have so many units more. */
  Charge charge(Resource resource, boolean exists, Instant now, long coming) {
    return new Charge(
        resource.type(),
        resource.name(),
        resource.arn(),
        unit,
        Duration.ofMillis(millis(now)),
        units,
        coming,
        exists);
  }
}
