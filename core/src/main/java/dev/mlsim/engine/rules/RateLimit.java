package dev.mlsim.engine.rules;

import dev.mlsim.service.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Picks the calls for which the bucket of their operation has no token left: it holds {@code burst}
 * tokens, gets {@code perSecond} back each second, and a call takes one.
 */
final class RateLimit implements Pick {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double burst;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Bucket(double tokens, Instant at) {}

  RateLimit(double perSecond, double burst) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Refuses a limit that lets nothing pass. */
  static void check(double perSecond, double burst) {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException(
          "mlsim: a rate limit of ["
              + perSecond
              + "] a second with a burst of ["
              + burst
              + "] lets nothing pass; say more than 0 a second and a burst of 1 or more");
    }
  }

  @Override
  public boolean takes(ObservedCall call, SeededRandom random) {
    return !allows(call.operation().toString(), call.refilled());
  }

  private boolean allows(String operation, Instant now) {
    Bucket bucket = buckets.getOrDefault(operation, new Bucket(burst, now));
    // A wall that is set back takes nothing away.
    Instant before = bucket.at().isAfter(now) ? now : bucket.at();
    Duration passed = Duration.between(before, now);
    double seconds = passed.getSeconds() + passed.getNano() / NANOS; // centuries are no overflow
    double tokens = Math.min(burst, bucket.tokens() + seconds * perSecond);
    boolean allowed = tokens >= 1;
    buckets.put(operation, new Bucket(allowed ? tokens - 1 : tokens, now));
    return allowed;
  }

  @Override
  public String says() {
    return "beyond " + perSecond + " a second";
  }

  @Override
  public boolean isByChance() {
    return true;
  }

  @Override
  public Pick fresh() {
    return new RateLimit(perSecond, burst);
  }

  @Override
  public Object counted() {
    return new Buckets(Map.copyOf(buckets));
  }

  @Override
  public void goOnFrom(Object counted) {
    buckets.clear();
    buckets.putAll(((Buckets) counted).byOperation());
  }

  private record Buckets(Map<String, Bucket> byOperation) {}
}
