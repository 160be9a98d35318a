package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Undo;
import dev.mlsim.objects.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The objects of one simulator. Safe for threads. */
public final class StoredObjects implements ObjectStore {
  private static final int BOUND = 1_000_000;
  private static final int SCHEME = "s3://".length();

  private final Guard lock;
  private final NavigableMap<String, byte[]> objects = new TreeMap<>();
  private boolean inputsRequired;

  /** Makes an empty store that is guarded by the simulator's lock. */
  StoredObjects(Guard lock) {
    this.lock = lock;
  }

  @Override
  public void put(String uri, byte[] content) {
    String place = checked(uri);
    if (!isObject(place)) {
      throw new IllegalArgumentException(
          "mlsim: cannot put [" + uri + "]: an object has a bucket and a key, s3://bucket/key");
    }
    lock.lock();
    try {
      if (objects.size() == BOUND && !objects.containsKey(place)) {
        throw new IllegalStateException("mlsim: a store is bounded at " + BOUND + " objects");
      }
      objects.put(place, content.clone());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(String uri, String content) {
    put(uri, content.getBytes(StandardCharsets.UTF_8));
  }

  /** What is at a location, to be put back; for those who hold the lock. */
  Undo.Step at(String uri) {
    String place = checked(uri);
    return new Was(this, place, objects.get(place));
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  private record Was(StoredObjects store, String place, byte @Nullable [] content)
      implements Undo.Step {
    @Override
    public void takeBack() {
      if (content == null) {
        store.objects.remove(place);
      } else {
        store.objects.put(place, content);
      }
    }
  }

  @Override
  public boolean remove(String uri) {
    String place = checked(uri);
    lock.lock();
    try {
      return objects.remove(place) != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<byte[]> get(String uri) {
    String place = checked(uri);
    lock.lock();
    try {
      return Optional.ofNullable(objects.get(place)).map(byte[]::clone);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<String> text(String uri) {
    return get(uri).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public List<String> list(String prefix) {
    String start = ObjectStore.located(prefix).orElse(prefix);
    lock.lock();
    try {
      return objects.tailMap(start, true).keySet().stream()
          .takeWhile(uri -> uri.startsWith(start))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<String> inputs(String location) {
    String place = ObjectStore.located(location).orElse(location);
    List<String> under = list(place);
    if (under.contains(place)) {
      return List.of(place);
    }
    String folder = place.endsWith("/") ? place : place + "/";
    return under.stream().filter(uri -> uri.startsWith(folder)).toList();
  }

  @Override
  public void requireInputs() {
    require(true);
  }

  @Override
  public void assumeInputs() {
    require(false);
  }

  private void require(boolean required) {
    lock.lock();
    try {
      inputsRequired = required;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean inputsAreRequired() {
    lock.lock();
    try {
      return inputsRequired;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isReadable(String location) {
    return !inputsAreRequired() || !list(location).isEmpty();
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      objects.clear();
      inputsRequired = false;
    } finally {
      lock.unlock();
    }
  }

  /** The objects, whose bytes nobody changes, by location. */
  record Saved(NavigableMap<String, byte[]> objects, boolean inputsRequired) {}

  Saved save() {
    return new Saved(new TreeMap<>(objects), inputsRequired);
  }

  void restore(Saved saved) {
    objects.clear();
    objects.putAll(saved.objects());
    inputsRequired = saved.inputsRequired();
  }

  /** Whether an {@code s3://} location has a bucket and a key. */
  static boolean isObject(String place) {
    int slash = place.indexOf('/', SCHEME);
    return slash > SCHEME && slash + 1 < place.length();
  }

  private static String checked(String uri) {
    return ObjectStore.located(uri)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: an object's location is [s3://bucket/key], but this is [" + uri + "]"));
  }
}
