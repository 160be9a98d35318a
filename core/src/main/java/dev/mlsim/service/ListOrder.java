package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The orders in which Lists go through all resources of a type. By creation they are in order
 * already, so a page costs what is on it. Another order is sorted once and kept for the pages that
 * follow, while nothing in the world has changed, nor time where it tells of that. Used under the
 * simulator's lock.
 */
final class ListOrder {

  /** Resources in one order, to be walked from behind the page before. */
  interface Sorted {
    /** Those that follow the last item of the page before, or all. */
    Iterator<Item> walk(Optional<PageToken> after, boolean down);
  }

  /**
   * A resource and what it is sorted by.
   *
   * @param sortKey as text, empty for the order of creation
   * @param resource the resource; those of one key are in order of creation
   */
  record Item(String sortKey, Resource resource) {
    private int compareTo(String key, long sequence) {
      int byKey = sortKey.compareTo(key);
      return byKey != 0 ? byKey : Long.compare(resource.sequence(), sequence);
    }
  }

  /**
   * The last order that was sorted, the state of the world it is of, and the time if it matters.
   */
  private record Kept(
      ResourceType type, String member, Sorted order, long changes, Optional<Instant> at) {}

  private final World world;
  private @Nullable Kept kept;

  ListOrder(World world) {
    this.world = world;
  }

  /** All resources of a type that a list sees, by a member, or by creation if it is empty. */
  Sorted of(ResourceType type, String member) {
    if (!world.sight().isImmediate()) {
      return of(world.sight().all(type, world.registry()), type, member, world);
    }
    if (member.isEmpty()) {
      return created(world.registry().all(type));
    }
    Kept last = kept;
    if (last != null
        && last.type().equals(type)
        && last.member().equals(member)
        && last.changes() == world.changes()
        && (last.at().isEmpty() || last.at().get().equals(world.now()))) {
      return last.order();
    }
    long times = world.readsOfTime();
    long others = world.readsOfOthers();
    Sorted order = of(world.registry().all(type).values(), type, member, world);
    boolean timely = world.readsOfTime() != times;
    kept =
        world.readsOfOthers() == others
            ? new Kept(
                type,
                member,
                order,
                world.changes(),
                timely ? Optional.of(world.now()) : Optional.empty())
            : null;
    return order;
  }

  private static Sorted created(NavigableMap<Long, Resource> all) {
    return (after, down) -> {
      NavigableMap<Long, Resource> rest = down ? all.descendingMap() : all;
      if (after.isPresent()) {
        rest = rest.tailMap(after.get().sequence(), false);
      }
      Iterator<Resource> resources = rest.values().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return resources.hasNext();
        }

        @Override
        public Item next() {
          return new Item("", resources.next());
        }
      };
    };
  }

  /** These resources, by a member, or by creation if it is empty. */
  static Sorted of(Collection<Resource> resources, ResourceType type, String member, World world) {
    List<Item> items = new ArrayList<>(resources.size());
    for (Resource resource : resources) {
      items.add(new Item(sortKey(type, resource, member, world), resource));
    }
    items.sort((a, b) -> a.compareTo(b.sortKey(), b.resource().sequence()));
    return (after, down) -> walk(items, after, down);
  }

  private static Iterator<Item> walk(List<Item> items, Optional<PageToken> after, boolean down) {
    if (down) {
      int end = after.map(token -> place(items, token, 0)).orElse(items.size());
      ListIterator<Item> before = items.listIterator(end);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return before.hasPrevious();
        }

        @Override
        public Item next() {
          return before.previous();
        }
      };
    }
    return items.listIterator(after.map(token -> place(items, token, 1)).orElse(0));
  }

  /** How many items come before the token's place, or up to and with it if the bound is 1. */
  private static int place(List<Item> items, PageToken token, int bound) {
    int from = 0;
    int to = items.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (items.get(middle).compareTo(token.sortKey(), token.sequence()) < bound) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static String sortKey(ResourceType type, Resource resource, String member, World world) {
    if (member.isEmpty()) {
      return "";
    }
    return type.value(resource, member, world)
        .map(
            value ->
                value.isNumber()
                    ? String.format(Locale.ROOT, "%020.3f", value.doubleValue())
                    : value.asText())
        .orElse("");
  }
}
