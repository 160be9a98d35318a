package dev.mlsim.engine;

import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The resources of one world by the groups that their types put them in, kept as they change. Used
 * under the simulator's lock.
 */
final class Groups {

  private record Key(String type, String group) {}

  private record Moved(Groups groups, Slot slot, String before) implements Undo.Step {
    @Override
    public void takeBack() {
      groups.move(slot, before);
    }
  }

  private final Map<Key, NavigableMap<Long, Slot>> members = new HashMap<>();
  private final Undo undo;

  Groups(Undo undo) {
    this.undo = undo;
  }

  /** Those of a group, in order of creation; live. */
  Collection<Slot> of(String type, String group) {
    NavigableMap<Long, Slot> found = members.get(new Key(type, group));
    return found == null ? List.of() : found.values();
  }

  /** Those of each group. */
  List<Collection<Slot>> all() {
    List<Collection<Slot>> all = new ArrayList<>();
    members.values().forEach(group -> all.add(group.values()));
    return all;
  }

  /** Keeps a resource in the group that it is of as it stands now. */
  void keep(Slot slot) {
    String group = slot.resource.state().equals(State.GONE) ? "" : slot.type.group(slot.resource);
    if (!group.equals(slot.group)) {
      if (undo.isOpen()) {
        undo.note(new Moved(this, slot, slot.group));
      }
      move(slot, group);
    }
  }

  private void move(Slot slot, String group) {
    if (!slot.group.isEmpty()) {
      Key left = new Key(slot.type.name(), slot.group);
      NavigableMap<Long, Slot> others = members.getOrDefault(left, new TreeMap<>());
      others.remove(slot.resource.sequence());
      if (others.isEmpty()) {
        members.remove(left);
      }
    }
    if (!group.isEmpty()) {
      members
          .computeIfAbsent(new Key(slot.type.name(), group), key -> new TreeMap<>())
          .put(slot.resource.sequence(), slot);
    }
    slot.group = group;
  }
}
