package dev.mlsim.engine;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts anew, from the resources alone, what a world counts as they change: quotas in use, groups,
 * what is on its way, what costs, what is found. Used under the simulator's lock.
 */
final class Recount {
  private final StoredResources store;
  private final Meters meters;
  private final List<String> differences = new ArrayList<>();

  private Recount(StoredResources store, Meters meters) {
    this.store = store;
    this.meters = meters;
  }

  /** Where the two differ, in words. */
  static List<String> differences(StoredResources store, Meters meters) {
    Recount recount = new Recount(store, meters);
    recount.differ("quotas in use", new TreeMap<>(store.inUse()), held(store));
    recount.differ("what is gone and still found", store.strays(), List.of());
    for (Slot slot : store.slots()) {
      recount.places(slot);
      recount.costs(slot);
    }
    return List.copyOf(recount.differences);
  }

  /** How much of each quota is held. */
  static Map<String, Long> held(StoredResources store) {
    Map<String, Long> held = new TreeMap<>();
    for (Slot slot : store.slots()) {
      for (Holding holding : slot.type.holdings()) {
        if (holding.held().test(slot.resource)) {
          holding.amounts().apply(slot.resource).forEach((q, n) -> held.merge(q, n, Long::sum));
        }
      }
    }
    held.values().removeIf(amount -> amount == 0);
    return held;
  }

  private void places(Slot slot) {
    Resource resource = slot.resource;
    differ(slot + " is on its way", store.place(slot).isUnfinished(), resource.isUnfinished());
    differ(slot + " is in the group", slot.group, slot.type.group(resource));
  }

  private void costs(Slot slot) {
    Map<String, Long> units = new TreeMap<>();
    for (Rate rate : slot.type.rates()) {
      rate.now(slot.resource).forEach((unit, n) -> units.merge(unit, n, Long::sum));
    }
    units.values().removeIf(n -> n == 0);
    differ("units that " + slot + " has running", new TreeMap<>(meters.units(slot)), units);
  }

  private void differ(String what, Object counted, Object found) {
    if (!counted.equals(found)) {
      differences.add(what + ": counted is " + counted + ", found is " + found);
    }
  }
}
