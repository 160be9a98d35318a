package dev.mlsim.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Holding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of each quota is in use in one world, counted as its resources change. Used under the
 * simulator's lock.
 */
final class Usage {

  /**
   * What a resource was last found to hold.
   *
   * @param inForce its type's holdings that were in force, a bit for each
   * @param attributes the attributes that it had then
   * @param notes the notes that it had then
   * @param amounts how much of which quota
   */
  record Held(long inForce, ObjectNode attributes, ObjectNode notes, Map<String, Long> amounts) {
    private static final ObjectNode NONE = JsonNodeFactory.instance.objectNode();

    static final Held NOTHING = new Held(0, NONE, NONE, Map.of());

    /** Whether it is so still: documents are never changed, so another one is another object. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isUpToDate(long nowInForce, Resource resource) {
      return nowInForce == inForce
          && (inForce == 0 || (resource.attributes() == attributes && resource.notes() == notes));
    }
  }

  private record Counted(Usage usage, Slot slot, Held before) implements Undo.Step {
    @Override
    public void takeBack() {
      usage.replace(slot, before);
    }
  }

  private final Map<String, Long> used = new HashMap<>();
  private final Undo undo;

  Usage(Undo undo) {
    this.undo = undo;
  }

  /** How much is in use, by quota. */
  Map<String, Long> all() {
    return Map.copyOf(used);
  }

  /** How much of a quota is in use. */
  long of(String quota) {
    return used.getOrDefault(quota, 0L);
  }

  /** Counts what the resource holds now, in place of what it held before. */
  void count(Slot slot) {
    List<Holding> holdings = slot.type.holdings();
    if (holdings.isEmpty()) {
      return;
    }
    Resource resource = slot.resource;
    long inForce = inForce(holdings, resource);
    if (slot.held.isUpToDate(inForce, resource)) {
      return;
    }
    Held held =
        inForce == 0
            ? Held.NOTHING
            : new Held(
                inForce,
                resource.attributes(),
                resource.notes(),
                amounts(holdings, inForce, resource));
    if (undo.isOpen()) {
      undo.note(new Counted(this, slot, slot.held));
    }
    replace(slot, held);
  }

  private void replace(Slot slot, Held held) {
    slot.held.amounts().forEach((quota, amount) -> add(quota, -amount));
    held.amounts().forEach(this::add);
    slot.held = held;
  }

  private static long inForce(List<Holding> holdings, Resource resource) {
    if (resource.state().equals(State.GONE)) {
      return 0;
    }
    long inForce = 0;
    for (int i = 0; i < holdings.size(); i++) {
      if (holdings.get(i).held().test(resource)) {
        inForce |= 1L << i;
      }
    }
    return inForce;
  }

  private static Map<String, Long> amounts(
      List<Holding> holdings, long inForce, Resource resource) {
    if (holdings.size() == 1) {
      return checked(holdings.get(0).amounts().apply(resource), resource); // as most have it
    }
    Map<String, Long> amounts = new HashMap<>();
    for (int i = 0; i < holdings.size(); i++) {
      if ((inForce & (1L << i)) != 0) {
        for (Map.Entry<String, Long> more : holdings.get(i).amounts().apply(resource).entrySet()) {
          amounts.merge(more.getKey(), more.getValue(), Long::sum);
        }
      }
    }
    return checked(amounts, resource);
  }

  private static Map<String, Long> checked(Map<String, Long> amounts, Resource resource) {
    for (Map.Entry<String, Long> held : amounts.entrySet()) {
      if (held.getValue() < 0) {
        throw new IllegalStateException(
            "mlsim: "
                + resource.type()
                + " ["
                + resource.name()
                + "] holds ["
                + held.getValue()
                + "] of the quota ["
                + held.getKey()
                + "]; an amount is 0 or more");
      }
    }
    return amounts;
  }

  private void add(String quota, long amount) {
    long sum = of(quota) + amount;
    if (sum == 0) {
      used.remove(quota);
    } else {
      used.put(quota, sum);
    }
  }
}
