package dev.mlsim.services.sagemaker.components;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
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
   * That of a fleet.
   *
   * @param most how many instances it can have
   * @param component one of which the newest value may not be the world's yet
   */
  static Packing of(Fleets fleet, long most, Resource component, World world) {
    Packing packing = new Packing(fleet.instanceType(), most);
    boolean isThere = false;
    for (Resource one : InferenceComponents.of(fleet.endpoint().name(), world)) {
      boolean isIt = one.key().equals(component.key());
      isThere |= isIt;
      packing.add(isIt ? component : one);
    }
    if (!isThere && !component.state().equals(State.GONE)) {
      packing.add(component);
    } else if (!isThere && component.history().isEmpty()) {
      packing.add(component);
    }
    return packing;
  }

  private void add(Resource component) {
    if (component.is("Failed")
        || component.is("Deleting")
        || InferenceComponents.isAdapter(component)) {
      return;
    }
    JsonNode specification = Specifications.on(component.attributes(), instanceType);
    Machine copy = Machine.needed(specification.path("ComputeResourceRequirements"));
    long copies = component.notes().path(InferenceComponents.DESIRED).asLong();
    long done = 0;
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
