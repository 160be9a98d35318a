package dev.mlsim.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a read-only object, in order: names and values side by side, and a table to find
 * them by once somebody looks, if they are many. Nothing is added once others see it.
 */
class Members extends AbstractMap<String, JsonNode> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Up to so many are found by looking at each. */
  private static final int FEW = 8;

  /** Beyond so many, names of one hash could make looking slow, which a map does not let them. */
  private static final int MANY = 64;

  private static final String[] NO_NAMES = {};
  private static final JsonNode[] NO_VALUES = {};

  private @Nullable String[] names;

  @SuppressWarnings("serial") // each kind of node is serializable, if their base doesn't say so
  private @Nullable JsonNode[] values;

  private int size;

  // By hash, a member's place + 1. Volatile, since whoever looks first may be any thread.
  private transient volatile int @Nullable [] table;
  private transient volatile @Nullable Map<String, Integer> map;

  /** Makes room for so many, to begin with. */
  Members(int expected) {
    names = expected == 0 ? NO_NAMES : new String[expected];
    values = expected == 0 ? NO_VALUES : new JsonNode[expected];
  }

  /** Adds a member behind the others; there is none of that name. */
  final void add(String name, JsonNode value) {
    if (size == names.length) {
      resize(Math.max(FEW, 2 * size));
    }
    names[size] = name;
    values[size] = value;
    size++;
    Map<String, Integer> mapped = map;
    if (mapped != null) {
      mapped.put(name, size - 1);
      return;
    }
    int[] places = table;
    if (places != null) {
      if (2 * size > places.length) {
        table = null;
      } else {
        enter(places, size - 1);
      }
    }
  }

  /** Adds all of others, whose names are others too. */
  final void addAll(Members others) {
    for (int i = 0; i < others.size; i++) {
      add(others.names[i], others.values[i]);
    }
  }

  /** Takes a member out; those behind it move up. */
  final JsonNode removeAt(int place) {
    JsonNode removed = values[place];
    size--;
    System.arraycopy(names, place + 1, names, place, size - place);
    System.arraycopy(values, place + 1, values, place, size - place);
    names[size] = null;
    values[size] = null;
    table = null;
    map = null;
    return removed;
  }

  /** Takes out a member that an iterator has given, where that is possible. */
  void takeOut(int place) {
    throw new UnsupportedOperationException("remove");
  }

  /** Adds a member, or gives one that is there another value. */
  final @Nullable JsonNode set(String name, JsonNode value) {
    int place = place(name);
    if (place < 0) {
      add(name, value);
      return null;
    }
    JsonNode before = values[place];
    values[place] = value;
    return before;
  }

  /** Gives back the room that was not needed. */
  final void trim() {
    if (size < names.length) {
      resize(size);
    }
  }

  private void resize(int capacity) {
    names = Arrays.copyOf(names, capacity);
    values = Arrays.copyOf(values, capacity);
  }

  final int place(String name) {
    if (size <= FEW) {
      return among(name);
    }
    if (size > MANY) {
      return mapped().getOrDefault(name, -1);
    }
    int[] places = table;
    if (places == null) {
      places = places();
      table = places;
    }
    int at = start(places, name);
    while (places[at] != 0) {
      int place = places[at] - 1;
      if (name.equals(names[place])) {
        return place;
      }
      at = (at + 1) & (places.length - 1);
    }
    return -1;
  }

  private int among(String name) {
    int hash = name.hashCode(); // which texts remember
    for (int place = 0; place < size; place++) {
      if (name(place).hashCode() == hash && name.equals(name(place))) {
        return place;
      }
    }
    return -1;
  }

  private Map<String, Integer> mapped() {
    Map<String, Integer> mapped = map;
    if (mapped == null) {
      mapped = new HashMap<>();
      for (int place = 0; place < size; place++) {
        mapped.put(name(place), place);
      }
      map = mapped;
      table = null;
    }
    return mapped;
  }

  private int[] places() {
    int[] places = new int[Integer.highestOneBit(size) * 4];
    for (int place = 0; place < size; place++) {
      enter(places, place);
    }
    return places;
  }

  private void enter(int[] places, int place) {
    int at = start(places, name(place));
    while (places[at] != 0) {
      at = (at + 1) & (places.length - 1);
    }
    places[at] = place + 1;
  }

  private static int start(int[] places, String name) {
    int hash = name.hashCode();
    return (hash ^ (hash >>> 16)) & (places.length - 1);
  }

  final String name(int place) {
    return names[place];
  }

  final JsonNode value(int place) {
    return values[place];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable JsonNode get(Object name) {
    int place = name instanceof String text ? place(text) : -1;
    return place < 0 ? null : value(place);
  }

  /** The value whose name is a part of a text, which needn't be cut out of it if they are few. */
  final @Nullable JsonNode get(String text, int start, int end) {
    if (size > MANY) {
      return get(text.substring(start, end));
    }
    for (int place = 0; place < size; place++) {
      if (names[place].length() == end - start && text.startsWith(names[place], start)) {
        return values[place];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String text && place(text) >= 0;
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, JsonNode>> {
    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Map.Entry<String, JsonNode>> iterator() {
      return new Each();
    }
  }

  private final class Each implements Iterator<Map.Entry<String, JsonNode>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, JsonNode> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int place = next++;
      return Map.entry(name(place), value(place));
    }

    @Override
    public void remove() {
      takeOut(next - 1);
      next--;
    }
  }
}
