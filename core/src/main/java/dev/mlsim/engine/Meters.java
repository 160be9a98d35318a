package dev.mlsim.engine;

import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Charge;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
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

  private final StoredResources store;
  private final Progress progress;
  private final Map<Slot, Map<String, Meter>> meters = new LinkedHashMap<>();
  private final Deque<Charge> deleted = new ArrayDeque<>();
  private final Map<String, Duration> forgotten = new TreeMap<>();

  Meters(StoredResources store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** Reads the meters of a resource that has just moved, and is this now. */
  void read(Slot slot, Resource resource, Instant now) {
    if (slot.type.rates().isEmpty()) {
      return;
    }
    Map<String, Long> usage = usage(slot.type, resource);
    Map<String, Meter> own = meters.get(slot);
    if (own == null) {
      if (usage.isEmpty()) {
        return;
      }
      own = new LinkedHashMap<>(2);
      meters.put(slot, own);
    }
    for (String unit : usage.keySet()) {
      own.computeIfAbsent(unit, u -> new Meter(u, 0, 0, now));
    }
    own.replaceAll((unit, meter) -> meter.read(usage.getOrDefault(unit, 0L), now));
    if (resource.state().equals(State.GONE)) {
      meters.remove(slot);
      own.values().forEach(meter -> archive(meter.charge(resource, false, now, 0)));
    }
  }

  /** Adds one piece of work of a resource to what is counted of it. */
  void charge(Slot slot, String unit, Duration time, Instant now) {
    if (time.isZero() || slot.resource.state().equals(State.GONE)) {
      return;
    }
    Map<String, Meter> own = meters.computeIfAbsent(slot, s -> new LinkedHashMap<>(2));
    own.put(unit, own.getOrDefault(unit, new Meter(unit, 0, 0, now)).and(time));
  }

  /** The units that a resource has in use. */
  Map<String, Long> units(Slot slot) {
    Map<String, Long> units = new LinkedHashMap<>();
    for (Meter meter : meters.getOrDefault(slot, Map.of()).values()) {
      if (meter.isRunning()) {
        units.put(meter.unit(), meter.units());
      }
    }
    return units;
  }

  private static Map<String, Long> usage(ResourceType type, Resource resource) {
    if (type.rates().size() == 1) {
      return type.rates().get(0).now(resource); // as most have it
    }
    Map<String, Long> usage = new LinkedHashMap<>(2);
    for (Rate rate : type.rates()) {
      rate.now(resource).forEach((unit, units) -> usage.merge(unit, units, Long::sum));
    }
    return usage;
  }

  private void archive(Charge charge) {
    if (deleted.size() == DELETED_BOUND) {
      Charge oldest = deleted.removeFirst();
      forgotten.merge(oldest.unit(), oldest.time(), Duration::plus);
    }
    deleted.addLast(charge);
  }

  /**
   * What was counted.
   *
   * @param meters the meters of each resource by its sequence number, in their order
   * @param deleted the charges of those that are gone
   * @param forgotten what others of those come to
   */
  record Saved(
      Map<Long, Map<String, Meter>> meters,
      List<Charge> deleted,
      Map<String, Duration> forgotten) {}

  Saved save() {
    Map<Long, Map<String, Meter>> saved = new LinkedHashMap<>();
    meters.forEach((slot, own) -> saved.put(slot.resource.sequence(), new LinkedHashMap<>(own)));
    return new Saved(saved, List.copyOf(deleted), Map.copyOf(forgotten));
  }

  /** Goes on from what was counted; the store has the resources again. */
  void restore(Saved saved) {
    saved
        .meters()
        .forEach((sequence, own) -> meters.put(store.numbered(sequence), new LinkedHashMap<>(own)));
    deleted.addAll(saved.deleted());
    forgotten.putAll(saved.forgotten());
  }

  /** Every charge, of deleted resources (the latest {@value #DELETED_BOUND}) and then of others. */
  public List<Charge> charges(Instant now) {
    List<Charge> all = new ArrayList<>(deleted);
    meters.forEach(
        (slot, own) ->
            own.values().forEach(meter -> all.add(meter.charge(slot.resource, true, now, 0))));
    return List.copyOf(all);
  }

  /** What costs now, and then what will if nobody interferes. */
  public List<Charge> running(Instant now) {
    List<Charge> running = new ArrayList<>();
    meters.forEach(
        (slot, own) ->
            own.values().stream()
                .filter(Meter::isRunning)
                .forEach(meter -> running.add(meter.charge(slot.resource, true, now, 0))));
    for (Slot slot : store.slots()) {
      if (slot.resource.isMoving() && !slot.type.rates().isEmpty()) {
        coming(slot, now, running);
      }
    }
    return List.copyOf(running);
  }

  private void coming(Slot slot, Instant now, List<Charge> into) {
    Plan ahead = progress.ahead(slot);
    Map<String, Meter> own = meters.getOrDefault(slot, Map.of());
    for (Rate rate : slot.type.rates()) {
      rate.coming(slot.resource, ahead)
          .forEach(
              (unit, units) -> {
                Meter meter = own.getOrDefault(unit, new Meter(unit, 0, 0, now));
                if (units > 0 && !meter.isRunning()) {
                  into.add(meter.charge(slot.resource, true, now, units));
                }
              });
    }
  }

  /** All time by unit, of deleted resources too, however many there were. */
  public Map<String, Duration> totals(Instant now) {
    Map<String, Duration> totals = new TreeMap<>(forgotten);
    charges(now).forEach(charge -> totals.merge(charge.unit(), charge.time(), Duration::plus));
    return totals;
  }
}
