package dev.mlsim.services.sagemaker.components;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the copies of an endpoint's components are: on the first instance that has room. */
final class Packing {
  /** An endpoint has at most so many copies that are looked at. */
  private static final long MOST_COPIES = 10_000;

  private final Machine empty;
  private final String instanceType;
  private final long most;
  private final List<Machine> left = new ArrayList<>();
  private final Map<String, Long> placed = new HashMap<>();

  private Packing(String instanceType, long most) {
    this.instanceType = instanceType;
    this.empty = Machine.of(instanceType);
    this.most = most;
  }

  /**
   * That of a fleet. What runs, or has been promised room, keeps it; then the oldest components
   * come before the others.
   *
   * @param most how many instances it can have
   * @param component one of which the newest value may not be the world's yet
   */
  static Packing of(Fleets fleet, long most, Resource component, World world) {
    Packing packing = new Packing(fleet.instanceType(), most);
    List<Resource> all = new ArrayList<>();
    for (Resource one : InferenceComponents.of(fleet.endpoint().name(), world)) {
      boolean isIt = one.key().equals(component.key());
      if (isIt || fleet.has(one)) {
        all.add(isIt ? component : one);
      }
    }
    if (!all.contains(component) && component.history().isEmpty()) {
      all.add(component);
    }
    all.removeIf(one -> !isPacked(one));
    for (Resource one : all) {
      if (!one.equals(component) || !Specifications.isChanging(one)) {
        packing.add(one, Specifications.running(one), held(one));
      }
    }
    for (Resource one : all) {
      if (one.equals(component) || (!one.is("Creating") && !Specifications.isChanging(one))) {
        packing.add(one, one.attributes(), desired(one));
      }
    }
    return packing;
  }

  private static boolean isPacked(Resource component) {
    return (!component.is("Failed") || Specifications.isChanging(component))
        && !component.is("Deleting")
        && !InferenceComponents.isAdapter(component);
  }

  private static long desired(Resource component) {
    return component.notes().path(InferenceComponents.DESIRED).asLong();
  }

  /** How many copies run, or have been promised room, and are still wanted. */
  private static long held(Resource component) {
    long promised = component.notes().path(InferenceComponents.PROMISED).asLong();
    long running = component.notes().path(InferenceComponents.CURRENT).asLong();
    return Math.min(desired(component), Math.max(promised, running));
  }

  /** Finds room for a component's copies, until it has so many. */
  private void add(Resource component, JsonNode document, long copies) {
    JsonNode specification = Specifications.on(document, instanceType);
    Machine copy = Machine.needed(specification.path("ComputeResourceRequirements"));
    long done = copies(component);
    while (done < Math.min(copies, MOST_COPIES) && put(copy)) {
      done++;
    }
    placed.put(component.key(), done);
  }

  private boolean put(Machine copy) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i).hasRoomFor(copy)) {
        left.set(i, left.get(i).without(copy));
        return true;
      }
    }
    if (left.size() >= most || !empty.hasRoomFor(copy)) {
      return false;
    }
    left.add(empty.without(copy));
    return true;
  }

  /** How many copies of a component have found room. */
  long copies(Resource component) {
    return placed.getOrDefault(component.key(), 0L);
  }

  /** How many instances have a copy on them. */
  long instances() {
    return left.size();
  }
}
