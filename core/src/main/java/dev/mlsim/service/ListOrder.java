package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;

/** The orders in which Lists go through resources, to be walked from behind the page before. */
final class ListOrder {
  private ListOrder() {}

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
   * All resources of a type that a list sees. By creation they are in order already, so that a page
   * costs what is on it.
   *
   * @param member what they are sorted by, empty for the creation
   */
  static Iterator<Item> walk(
      ResourceType type, String member, World world, Optional<PageToken> after, boolean down) {
    if (!member.isEmpty() || world.lags()) {
      return walk(world.seen(type), type, member, world, after, down);
    }
    Iterator<Resource> resources =
        world.registry().walk(type, after.map(PageToken::sequence), down);
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
  }

  /** These resources, by a member, or by creation if it is empty. */
  static Iterator<Item> walk(
      Collection<Resource> resources,
      ResourceType type,
      String member,
      World world,
      Optional<PageToken> after,
      boolean down) {
    List<Item> items = new ArrayList<>(resources.size());
    for (Resource resource : resources) {
      items.add(new Item(sortKey(type, resource, member, world), resource));
    }
    items.sort((a, b) -> a.compareTo(b.sortKey(), b.resource().sequence()));
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
