package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every resource that exists in one world. Used under the simulator's lock. */
public final class Registry {
  private static final int BOUND = 5_000_000;

  private final Map<String, Map<String, Resource>> byKey = new HashMap<>();
  private final Map<String, NavigableMap<Long, Resource>> inOrder = new HashMap<>();
  private final Map<String, NavigableMap<Long, Resource>> moving = new HashMap<>();
  private final Map<String, Resource> byArn = new HashMap<>();
  private long sequence;
  private int size;

  /** The sequence number of the next resource. */
  public long nextSequence() {
    return ++sequence;
  }

  /** Adds a resource that has just been made. */
  public void add(ResourceType type, Resource resource) {
    if (size == BOUND) {
      throw new IllegalStateException("mlsim: a world is bounded at " + BOUND + " resources");
    }
    size++;
    of(byKey, resource.type()).put(type.comparable(resource.key()), resource);
    inOrder
        .computeIfAbsent(resource.type(), t -> new TreeMap<>())
        .put(resource.sequence(), resource);
    if (!resource.arn().isEmpty()) {
      byArn.putIfAbsent(comparableArn(resource.arn()), resource);
    }
  }

  /** Takes a resource out that is gone. */
  public void remove(ResourceType type, Resource resource) {
    if (of(byKey, resource.type()).remove(type.comparable(resource.key()), resource)) {
      size--;
      all(type).remove(resource.sequence());
      byArn.remove(comparableArn(resource.arn()), resource);
    }
    unfinished(type).remove(resource.sequence());
  }

  /** Notes whether the resource has something before it, be it that it is stuck there. */
  public void note(ResourceType type, Resource resource, boolean isUnfinished) {
    if (isUnfinished) {
      unfinished(type).put(resource.sequence(), resource);
    } else {
      unfinished(type).remove(resource.sequence());
    }
  }

  /** The resource of that key, or of that ARN if it is one. */
  public Optional<Resource> find(ResourceType type, String keyOrArn) {
    return keyOrArn.startsWith("arn:") ? byArn(type, keyOrArn) : byKey(type, keyOrArn);
  }

  /** The resource of that key. */
  public Optional<Resource> byKey(ResourceType type, String key) {
    return Optional.ofNullable(of(byKey, type.name()).get(type.comparable(key)));
  }

  /** The resource of that ARN, if it is of the type. */
  public Optional<Resource> byArn(ResourceType type, String arn) {
    return byArn(arn).filter(resource -> resource.type().equals(type.name()));
  }

  /** The resource of that ARN, whatever it is; the first one where versions share an ARN. */
  public Optional<Resource> byArn(String arn) {
    return Optional.ofNullable(byArn.get(comparableArn(arn)));
  }

  /** All resources of a type in order of creation; live, not to be changed by others. */
  public NavigableMap<Long, Resource> all(ResourceType type) {
    return inOrder.computeIfAbsent(type.name(), t -> new TreeMap<>());
  }

  /** Those resources of a type that are not at rest, in order of creation; live. */
  public NavigableMap<Long, Resource> unfinished(ResourceType type) {
    return moving.computeIfAbsent(type.name(), t -> new TreeMap<>());
  }

  /** All resources of a type named as a test names it, oldest first; a copy. */
  public List<Resource> ofType(String type) {
    @Nullable NavigableMap<Long, Resource> found = inOrder.get(type);
    return found == null ? List.of() : List.copyOf(found.values());
  }

  /** Every resource, by type and then oldest first; a copy. */
  public List<Resource> everything() {
    List<Resource> all = new ArrayList<>(size);
    new TreeMap<>(inOrder).values().forEach(of -> all.addAll(of.values()));
    return Collections.unmodifiableList(all);
  }

  /** Names in ARNs were in lower case once, and are compared without regard to it. */
  private static String comparableArn(String arn) {
    return arn.toLowerCase(Locale.ROOT);
  }

  private static Map<String, Resource> of(Map<String, Map<String, Resource>> map, String type) {
    return map.computeIfAbsent(type, t -> new HashMap<>());
  }
}
