package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the resources of one world cost: a meter for each resource and unit, read whenever the
 * resource moves. Types without a {@link Rate} cost nothing, here too. Used under the simulator's
 * lock.
 */
public final class Meters {
  /** So many charges of deleted resources are kept one by one; older ones are only summed up. */
  static final int DELETED_BOUND = 10_000;

  private final Map<Long, Map<String, Meter>> running = new LinkedHashMap<>();
  private final Deque<Charge> deleted = new ArrayDeque<>();
  private final Map<String, Duration> forgotten = new TreeMap<>();

  private static final class Meter {
    private final Resource resource;
    private long unitMillis;
    private long units;
    private Instant since;

    Meter(Resource resource, Instant since) {
      this.resource = resource;
      this.since = since;
    }

    void read(long unitsNow, Instant now) {
      unitMillis = millis(now);
      units = unitsNow;
      since = now;
    }

    long millis(Instant now) {
      return unitMillis + units * (now.toEpochMilli() - since.toEpochMilli());
    }

    Charge charge(String unit, Instant now) {
      return new Charge(
          resource.type(),
          resource.name(),
          resource.arn(),
          unit,
          Duration.ofMillis(millis(now)),
          units,
          !resource.state().equals(State.GONE));
    }
  }

  Meters() {}

  /** Reads the meters of a resource that has just moved. */
  void read(ResourceType type, Resource resource, Instant now) {
    Map<String, Long> usage = usage(type, resource);
    Map<String, Meter> meters = running.get(resource.sequence());
    if (meters == null) {
      if (usage.isEmpty()) {
        return;
      }
      meters = new LinkedHashMap<>(2);
      running.put(resource.sequence(), meters);
    }
    for (String unit : usage.keySet()) {
      meters.computeIfAbsent(unit, u -> new Meter(resource, now));
    }
    meters.forEach((unit, meter) -> meter.read(usage.getOrDefault(unit, 0L), now));
    if (resource.state().equals(State.GONE)) {
      running.remove(resource.sequence());
      meters.forEach((unit, meter) -> archive(meter.charge(unit, now)));
    }
  }

  private static Map<String, Long> usage(ResourceType type, Resource resource) {
    if (type.rates().size() == 1) {
      return type.rates().get(0).now(resource);
    }
    Map<String, Long> all = new LinkedHashMap<>();
    for (Rate rate : type.rates()) {
      rate.now(resource).forEach((unit, units) -> all.merge(unit, units, Long::sum));
    }
    return all;
  }

  private void archive(Charge charge) {
    if (deleted.size() == DELETED_BOUND) {
      Charge oldest = deleted.removeFirst();
      forgotten.merge(oldest.unit(), oldest.time(), Duration::plus);
    }
    deleted.addLast(charge);
  }

  /** Every charge, of deleted resources (the latest {@value #DELETED_BOUND}) and then of others. */
  public List<Charge> charges(Instant now) {
    List<Charge> all = new ArrayList<>(deleted);
    running
        .values()
        .forEach(meters -> meters.forEach((unit, meter) -> all.add(meter.charge(unit, now))));
    return List.copyOf(all);
  }

  /** All time by unit, of deleted resources too, however many there were. */
  public Map<String, Duration> totals(Instant now) {
    Map<String, Duration> totals = new TreeMap<>(forgotten);
    charges(now).forEach(charge -> totals.merge(charge.unit(), charge.time(), Duration::plus));
    return totals;
  }
}
