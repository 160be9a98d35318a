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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<Slot> metered = new LinkedHashSet<>(); // those with a meter, in this order
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
    read(slot, usage(slot.type, resource), now);
    if (resource.state().equals(State.GONE)) {
      slot.meters.forEach(meter -> archive(meter.charge(resource, false, now, 0)));
      slot.meters = List.of();
      metered.remove(slot);
    }
  }

  private void read(Slot slot, Map<String, Long> usage, Instant now) {
    for (int place = 0; place < slot.meters.size(); place++) {
      Meter meter = slot.meters.get(place);
      long units = usage.getOrDefault(meter.unit(), 0L);
      if (units != meter.units()) {
        keep(slot, place, meter.read(units, now));
      }
    }
    for (Map.Entry<String, Long> more : usage.entrySet()) {
      int place = place(slot, more.getKey());
      if (place == slot.meters.size()) {
        keep(slot, place, new Meter(more.getKey(), 0, 0, now).read(more.getValue(), now));
      }
    }
  }

  /** Where the meter of a unit is, or will be: behind the others. */
  private static int place(Slot slot, String unit) {
    int place = 0;
    while (place < slot.meters.size() && !slot.meters.get(place).unit().equals(unit)) {
      place++;
    }
    return place;
  }

  private static Meter meter(Slot slot, int place, String unit, Instant now) {
    return place < slot.meters.size() ? slot.meters.get(place) : new Meter(unit, 0, 0, now);
  }

  private void keep(Slot slot, int place, Meter meter) {
    List<Meter> all = new ArrayList<>(slot.meters);
    if (place == all.size()) {
      all.add(meter);
    } else {
      all.set(place, meter);
    }
    slot.meters = List.copyOf(all);
    metered.add(slot);
  }

  /** Adds one piece of work of a resource to what is counted of it. */
  void charge(Slot slot, String unit, Duration time, Instant now) {
    if (time.isZero() || slot.resource.state().equals(State.GONE)) {
      return;
    }
    int place = place(slot, unit);
    keep(slot, place, meter(slot, place, unit, now).and(time));
  }

  /** The units that a resource has in use. */
  Map<String, Long> units(Slot slot) {
    Map<String, Long> units = new LinkedHashMap<>();
    for (Meter meter : slot.meters) {
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
      Map<Long, List<Meter>> meters, List<Charge> deleted, Map<String, Duration> forgotten) {}

  Saved save() {
    Map<Long, List<Meter>> saved = new LinkedHashMap<>();
    metered.forEach(slot -> saved.put(slot.resource.sequence(), slot.meters));
    return new Saved(saved, List.copyOf(deleted), Map.copyOf(forgotten));
  }

  /** Goes on from what was counted; the store has the resources again. */
  void restore(Saved saved) {
    saved
        .meters()
        .forEach(
            (sequence, meters) -> {
              Slot slot = store.numbered(sequence);
              slot.meters = meters;
              metered.add(slot);
            });
    deleted.addAll(saved.deleted());
    forgotten.putAll(saved.forgotten());
  }

  /** Every charge, of deleted resources (the latest {@value #DELETED_BOUND}) and then of others. */
  public List<Charge> charges(Instant now) {
    List<Charge> all = new ArrayList<>(deleted);
    for (Slot slot : metered) {
      slot.meters.forEach(meter -> all.add(meter.charge(slot.resource, true, now, 0)));
    }
    return List.copyOf(all);
  }

  /** What costs now, and then what will if nobody interferes. */
  public List<Charge> running(Instant now) {
    List<Charge> running = new ArrayList<>();
    for (Slot slot : metered) {
      slot.meters.stream()
          .filter(Meter::isRunning)
          .forEach(meter -> running.add(meter.charge(slot.resource, true, now, 0)));
    }
    for (Slot slot : store.slots()) {
      if (slot.resource.isMoving() && !slot.type.rates().isEmpty()) {
        coming(slot, now, running);
      }
    }
    return List.copyOf(running);
  }

  private void coming(Slot slot, Instant now, List<Charge> into) {
    Plan ahead = progress.ahead(slot);
    for (Rate rate : slot.type.rates()) {
      rate.coming(slot.resource, ahead)
          .forEach(
              (unit, units) -> {
                Meter meter = meter(slot, place(slot, unit), unit, now);
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
