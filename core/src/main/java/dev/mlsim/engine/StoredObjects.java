package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Undo;
import dev.mlsim.objects.Bucket;
import dev.mlsim.objects.MultipartUploads;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one simulator, on its time; what stores them may be shared with others. Safe for
 * threads.
 */
public final class StoredObjects implements ObjectStore {
  private static final String SCHEME = "s3://";
  private static final String BEHIND_ALL = "\uDBFF\uDFFF";

  private final Guard lock;
  private final Supplier<Instant> now;
  private final Undo undo;
  private final ObjectShelf shelf;
  private @Nullable Witness witness;

  /** Makes a view of what is stored that is guarded by the simulator's lock. */
  StoredObjects(Guard lock, Supplier<Instant> now, Undo undo, ObjectShelf shelf) {
    this.lock = lock;
    this.now = now;
    this.undo = undo;
    this.shelf = shelf;
  }

  /** Notes how to take a change back. */
  void note(Undo.Step step) {
    undo.note(step);
  }

  /** What is behind it. */
  ObjectShelf shelf() {
    return shelf;
  }

  /**
   * Who hears of each object that is put here, when it is final; under the lock.
   *
   * @param cause what puts one, asked at once
   * @param listener is told of the object, and of the cause
   */
  record Witness(Supplier<String> cause, BiConsumer<StoredObject, String> listener) {}

  /** Has somebody hear of what is put here. */
  void witnessedBy(Witness other) {
    witness = other;
  }

  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(String uri, byte[] content) {
    put(uri, content, ObjectDetails.none());
  }

  @Override
  public void put(String uri, String content) {
    put(uri, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void put(String uri, byte[] content, ObjectDetails details) {
    String place = checked(uri);
    if (!isObject(place)) {
      throw new IllegalArgumentException(
          "mlsim: cannot put [" + uri + "]: an object has a bucket and a key, s3://bucket/key");
    }
    put(new StoredObject(place, content.clone(), details, now.get()));
  }

  @Override
  public void put(StoredObject object) {
    checked(object.uri());
    lock.lock();
    try {
      Witness by = witness;
      String cause = by == null ? "" : by.cause().get();
      undo.note(new Put(this, object, shelf.set(object.uri(), object), cause));
    } finally {
      lock.unlock();
    }
  }

  /** An object was put. */
  private record Put(
      StoredObjects store, StoredObject object, @Nullable StoredObject before, String cause)
      implements Undo.Step {
    @Override
    public void takeBack() {
      store.shelf.set(object.uri(), before);
    }

    @Override
    public void settle() {
      Witness by = store.witness;
      if (by != null) {
        by.listener().accept(object, cause);
      }
    }
  }

  @Override
  public void tag(String uri, Map<String, String> tags) {
    String place = checked(uri);
    lock.lock();
    try {
      StoredObject before = shelf.get(place);
      if (before != null) {
        shelf.set(place, before.withDetails(before.details().tags(tags)));
        undo.note(() -> shelf.set(place, before));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean remove(String uri) {
    String place = checked(uri);
    lock.lock();
    try {
      StoredObject before = shelf.set(place, null);
      if (before != null) {
        undo.note(() -> shelf.set(place, before));
      }
      return before != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<byte[]> get(String uri) {
    return find(uri).map(object -> object.content().clone());
  }

  @Override
  public Optional<String> text(String uri) {
    return find(uri).map(StoredObject::text);
  }

  @Override
  public Optional<StoredObject> find(String uri) {
    String place = checked(uri);
    return locked(() -> Optional.ofNullable(shelf.get(place)));
  }

  @Override
  public Optional<StoredObject> next(String prefix, String after) {
    return locked(() -> shelf.next(prefix, after));
  }

  @Override
  public List<String> list(String prefix) {
    String start = ObjectStore.located(prefix).orElse(prefix);
    return locked(() -> List.copyOf(shelf.list(start)));
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
    lock.lock();
    try {
      shelf.requireInputs(true);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void assumeInputs() {
    lock.lock();
    try {
      shelf.requireInputs(false);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean inputsAreRequired() {
    lock.lock();
    try {
      return shelf.requiresInputs();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isReadable(String location) {
    return !inputsAreRequired() || !list(location).isEmpty();
  }

  @Override
  public boolean createBucket(String name) {
    return locked(
        () -> {
          Optional<Instant> before = shelf.bucket(name);
          boolean isNew = before == null || before.isEmpty();
          if (isNew) {
            shelf.bucket(name, Optional.of(now.get()));
            undo.note(() -> shelf.bucket(name, before));
          }
          return isNew;
        });
  }

  @Override
  public boolean deleteBucket(String name) {
    return locked(
        () -> {
          if (first(name).isPresent()) {
            throw new IllegalStateException(
                "mlsim: cannot delete the bucket ["
                    + name
                    + "]: it has objects; remove them first");
          }
          boolean was = isThere(name);
          Optional<Instant> before = shelf.bucket(name);
          shelf.bucket(name, Optional.empty());
          undo.note(() -> shelf.bucket(name, before));
          return was;
        });
  }

  @Override
  public boolean hasBucket(String name) {
    return locked(() -> isThere(name));
  }

  private boolean isThere(String name) {
    Optional<Instant> said = shelf.bucket(name);
    return (said != null && said.isPresent())
        || (said == null && !shelf.requiresBuckets())
        || first(name).isPresent();
  }

  private Optional<StoredObject> first(String bucket) {
    String place = SCHEME + bucket + "/";
    return shelf.next(place, place);
  }

  @Override
  public List<Bucket> buckets() {
    return locked(
        () -> {
          Map<String, Bucket> all = new TreeMap<>();
          Optional<StoredObject> object = shelf.next(SCHEME, SCHEME);
          while (object.isPresent()) {
            String name = object.get().bucket();
            all.put(name, new Bucket(name, object.get().lastModified()));
            object = shelf.next(SCHEME, SCHEME + name + "/" + BEHIND_ALL);
          }
          shelf
              .buckets()
              .forEach(
                  (name, created) -> created.ifPresent(at -> all.put(name, new Bucket(name, at))));
          return List.copyOf(all.values());
        });
  }

  @Override
  public void requireBuckets() {
    lock.lock();
    try {
      shelf.requireBuckets(true);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void assumeBuckets() {
    lock.lock();
    try {
      shelf.requireBuckets(false);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sendEventsOf(String buckets) {
    shelf.notify(Objects.requireNonNull(buckets, "buckets"));
  }

  @Override
  public MultipartUploads uploads() {
    return StoredUploads.of(this);
  }

  /** Puts what a job writes, if that can be the place of an object, and says so. */
  String write(String location, byte[] content) {
    boolean written = ObjectStore.located(location).filter(StoredObjects::isObject).isPresent();
    if (written) {
      put(location, content);
    }
    String did = written ? " wrote [" : " could not write [";
    return did + location + "], " + content.length + " bytes";
  }

  /** Whether an {@code s3://} location has a bucket and a key. */
  static boolean isObject(String place) {
    int slash = place.indexOf('/', SCHEME.length());
    return slash > SCHEME.length() && slash + 1 < place.length();
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      shelf.clear();
    } finally {
      lock.unlock();
    }
  }

  ObjectShelf.Saved save() {
    return shelf.save();
  }

  void restore(ObjectShelf.Saved saved) {
    shelf.restore(saved);
  }

  static String checked(String uri) {
    return ObjectStore.located(uri)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: an object's location is [s3://bucket/key], but this is [" + uri + "]"));
  }
}
