package dev.mlsim.engine;

import dev.mlsim.internal.Undo;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.LogStream;
import dev.mlsim.service.ResourceStore;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every resource that exists in one world. Used under the simulator's lock. */
final class StoredResources implements ResourceStore {
  private static final int BOUND = 5_000_000;

  /** The resources of one type. */
  private static final class Shelf {
    private @Nullable ResourceType type; // null until there was one: the type may not be loaded
    private final Map<String, Slot> byKey = new HashMap<>();
    private final NavigableMap<Long, Slot> inOrder = new TreeMap<>();
    private final NavigableMap<Long, Slot> unfinished = new TreeMap<>();
  }

  private final Map<String, Shelf> shelves = new HashMap<>();
  private final Map<Long, Slot> bySequence = new HashMap<>();
  private final Map<String, Slot> byArn = new HashMap<>();
  private final Groups groups;
  private final Usage usage;
  private final Undo undo;
  private long sequence;

  StoredResources(Undo undo) {
    this.groups = new Groups(undo);
    this.usage = new Usage(undo);
    this.undo = undo;
  }

  /** The sequence number of the next resource that is added. */
  long nextSequence() {
    return sequence + 1;
  }

  /** Adds a resource that has just been made, or is put back. */
  Slot add(ResourceType type, Resource resource) {
    if (bySequence.size() == BOUND) {
      throw new IllegalStateException("mlsim: a world is bounded at " + BOUND + " resources");
    }
    Slot slot = new Slot(type, resource);
    Shelf shelf = shelf(type.name());
    shelf.type = type;
    @Nullable Slot sameKey = shelf.byKey.put(type.comparable(resource.key()), slot);
    if (undo.isOpen()) {
      undo.note(new Added(this, slot, sequence, sameKey));
    }
    sequence = Math.max(sequence, resource.sequence());
    bySequence.put(resource.sequence(), slot);
    shelf.inOrder.put(resource.sequence(), slot);
    if (!resource.arn().isEmpty()) {
      byArn.putIfAbsent(comparableArn(resource.arn()), slot);
    }
    return slot;
  }

  /** Takes a resource out that is gone. */
  void remove(Slot slot) {
    if (bySequence.containsKey(slot.resource.sequence())) {
      if (undo.isOpen()) {
        undo.note(new Removed(this, place(slot)));
      }
      takeOut(slot);
    }
  }

  private void takeOut(Slot slot) {
    Resource resource = slot.resource;
    bySequence.remove(resource.sequence());
    Shelf shelf = shelf(slot.type.name());
    shelf.byKey.remove(slot.type.comparable(resource.key()), slot);
    shelf.inOrder.remove(resource.sequence());
    keep(slot, false);
    byArn.remove(comparableArn(resource.arn()), slot);
  }

  /**
   * Where a slot is found.
   *
   * @param slot the slot
   * @param byKey whether its key means it, and not a later one
   * @param byArn whether its ARN means it, and not an earlier one
   * @param isUnfinished whether it has something before it
   */
  record Place(Slot slot, boolean byKey, boolean byArn, boolean isUnfinished) {}

  /** Where a slot is found now. */
  Place place(Slot slot) {
    Resource resource = slot.resource;
    Shelf shelf = shelf(slot.type.name());
    return new Place(
        slot,
        shelf.byKey.get(slot.type.comparable(resource.key())) == slot,
        byArn.get(comparableArn(resource.arn())) == slot,
        slot.unfinished);
  }

  /** Puts a slot where another one of its was found, in a world that was saved. */
  void restore(Place place) {
    putBack(place);
    settle(place.slot());
  }

  /** Puts a slot back to where it was found. */
  private void putBack(Place place) {
    Slot slot = place.slot();
    Resource resource = slot.resource;
    bySequence.put(resource.sequence(), slot);
    Shelf shelf = shelf(slot.type.name());
    shelf.type = slot.type;
    shelf.inOrder.put(resource.sequence(), slot);
    if (place.byKey()) {
      shelf.byKey.put(slot.type.comparable(resource.key()), slot);
    }
    if (place.byArn()) {
      byArn.put(comparableArn(resource.arn()), slot);
    }
    keep(slot, place.isUnfinished());
  }

  private record Added(
      StoredResources store, Slot slot, long sequenceBefore, @Nullable Slot sameKey)
      implements Undo.Step {
    @Override
    public void takeBack() {
      store.takeOut(slot);
      if (sameKey != null) {
        store.shelf(slot.type.name()).byKey.put(slot.type.comparable(slot.resource.key()), sameKey);
      }
      store.sequence = sequenceBefore;
    }
  }

  private record Removed(StoredResources store, Place place) implements Undo.Step {
    @Override
    public void takeBack() {
      store.putBack(place);
    }
  }

  private record Finished(StoredResources store, Slot slot, boolean wasUnfinished)
      implements Undo.Step {
    @Override
    public void takeBack() {
      store.note(slot, wasUnfinished);
    }
  }

  /** Has what is counted and grouped agree with what the resource has become. */
  void settle(Slot slot) {
    if (slot.resource != slot.settled) {
      usage.count(slot);
      groups.keep(slot);
      slot.settled = slot.resource;
    }
  }

  /** Notes whether the resource has something before it, be it that it is stuck there. */
  void note(Slot slot, boolean isUnfinished) {
    if (slot.unfinished == isUnfinished) {
      return;
    }
    if (undo.isOpen()) {
      undo.note(new Finished(this, slot, slot.unfinished));
    }
    keep(slot, isUnfinished);
  }

  private void keep(Slot slot, boolean isUnfinished) {
    NavigableMap<Long, Slot> unfinished = shelf(slot.type.name()).unfinished;
    if (isUnfinished) {
      unfinished.put(slot.resource.sequence(), slot);
    } else {
      unfinished.remove(slot.resource.sequence());
    }
    slot.unfinished = isUnfinished;
  }

  /** The place of a resource that exists, by its sequence number. */
  Slot numbered(long number) {
    return Objects.requireNonNull(bySequence.get(number), "a resource that exists");
  }

  /** The sequence number of the last resource that was added. */
  long lastSequence() {
    return sequence;
  }

  /** Goes on counting from a sequence number. */
  void countFrom(long last) {
    sequence = last;
  }

  /** The place of a resource; null if it is gone. */
  @Nullable Slot slot(Resource resource) {
    return bySequence.get(resource.sequence());
  }

  /** Every place, by type and then oldest first; a copy. */
  List<Slot> slots() {
    List<Slot> all = new ArrayList<>(bySequence.size());
    new TreeMap<>(shelves).values().forEach(shelf -> all.addAll(shelf.inOrder.values()));
    return all;
  }

  /** What is found somewhere though it isn't there any more; for a recount. */
  List<Slot> strays() {
    List<Slot> found = new ArrayList<>(byArn.values());
    groups.all().forEach(found::addAll);
    for (Shelf shelf : shelves.values()) {
      found.addAll(shelf.byKey.values());
      found.addAll(shelf.inOrder.values());
      found.addAll(shelf.unfinished.values());
    }
    found.removeIf(slot -> bySequence.get(slot.resource.sequence()) == slot);
    return found;
  }

  /** How much is in use, by quota. */
  Map<String, Long> inUse() {
    return usage.all();
  }

  @Override
  public long used(String quota) {
    return usage.of(quota);
  }

  @Override
  public long held(Resource resource, String quota) {
    @Nullable Slot slot = slot(resource);
    return slot == null ? 0 : slot.held.amounts().getOrDefault(quota, 0L);
  }

  @Override
  public Optional<Resource> find(TypeRef type, String keyOrArn) {
    return keyOrArn.startsWith("arn:") ? byArn(type, keyOrArn) : byKey(type, keyOrArn);
  }

  @Override
  public Optional<Resource> byKey(TypeRef type, String key) {
    Shelf shelf = shelf(type.name());
    Slot slot = shelf.type == null ? null : shelf.byKey.get(shelf.type.comparable(key));
    return slot == null ? Optional.empty() : Optional.of(slot.resource);
  }

  @Override
  public Optional<Resource> byArn(TypeRef type, String arn) {
    return byArn(arn).filter(resource -> resource.type().equals(type.name()));
  }

  @Override
  public Optional<Resource> byArn(String arn) {
    Slot slot = byArn.get(comparableArn(arn));
    return slot == null ? Optional.empty() : Optional.of(slot.resource);
  }

  @Override
  public Collection<Resource> all(TypeRef type) {
    return new Standing(shelf(type.name()).inOrder.values());
  }

  @Override
  public Collection<Resource> unfinished(TypeRef type) {
    return new Standing(shelf(type.name()).unfinished.values());
  }

  @Override
  public Collection<Resource> group(TypeRef type, String name) {
    return new Standing(groups.of(type.name(), name));
  }

  @Override
  public Iterator<Resource> walk(TypeRef type, Optional<Long> after, boolean down) {
    NavigableMap<Long, Slot> all = shelf(type.name()).inOrder;
    NavigableMap<Long, Slot> rest = down ? all.descendingMap() : all;
    if (after.isPresent()) {
      rest = rest.tailMap(after.get(), false);
    }
    return new Standing(rest.values()).iterator();
  }

  @Override
  public List<Resource> ofType(String type) {
    return List.copyOf(new Standing(shelf(type).inOrder.values()));
  }

  @Override
  public List<Resource> everything() {
    return Collections.unmodifiableList(new ArrayList<>(new Standing(slots())));
  }

  /** Names in ARNs were in lower case once, and are compared without regard to it. */
  private static String comparableArn(String arn) {
    return arn.toLowerCase(Locale.ROOT);
  }

  /** The streams of logs of them all. */
  List<LogStream> logStreams(World world) {
    List<LogStream> streams = new ArrayList<>();
    for (Slot slot : slots()) {
      Optional<LogStream.Source> logs = slot.type.logs();
      if (logs.isPresent()) {
        streams.addAll(logs.get().of(slot.resource, world));
      }
    }
    return streams;
  }

  private Shelf shelf(String type) {
    Shelf shelf = shelves.get(type);
    if (shelf == null) {
      shelf = new Shelf();
      shelves.put(type, shelf);
    }
    return shelf;
  }

  /** What stands at some places now. */
  private static final class Standing extends AbstractCollection<Resource> {
    private final Collection<Slot> slots;

    Standing(Collection<Slot> slots) {
      this.slots = slots;
    }

    @Override
    public Iterator<Resource> iterator() {
      Iterator<Slot> all = slots.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return all.hasNext();
        }

        @Override
        public Resource next() {
          return all.next().resource;
        }
      };
    }

    @Override
    public int size() {
      return slots.size();
    }
  }
}
