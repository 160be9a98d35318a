package dev.mlsim.engine;

import dev.mlsim.internal.Glob;
import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.objects.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is stored, for one world or for the worlds of all regions. Safe for threads: it guards
 * itself, and calls nobody while it does.
 */
final class ObjectShelf {
  static final long BYTES = 1L << 30;

  private static final int BOUND = 1_000_000;

  private final NavigableMap<String, StoredObject> objects =
      new TreeMap<>((one, other) -> Utf8Order.compare(one, other));
  private final Map<String, MultipartUpload> uploads = new LinkedHashMap<>();
  private final Map<String, NavigableMap<Integer, StoredObject>> parts = new LinkedHashMap<>();

  /** When buckets were created; of those that were deleted, nothing. */
  private final NavigableMap<String, Optional<Instant>> buckets = new TreeMap<>();

  private boolean inputsRequired;
  private boolean bucketsRequired;
  private List<Glob> notifying = List.of();
  private long bytes;

  /** Puts an object, or takes it away; gives what was there. */
  synchronized @Nullable StoredObject set(String uri, @Nullable StoredObject object) {
    StoredObject before = objects.get(uri);
    long more = length(object) - length(before);
    if (object != null) {
      checkRoom(more);
      if (before == null && objects.size() == BOUND) {
        throw new IllegalStateException("mlsim: a store is bounded at " + BOUND + " objects");
      }
      objects.put(uri, object);
    } else {
      objects.remove(uri);
    }
    bytes += more;
    return before;
  }

  private static long length(@Nullable StoredObject object) {
    return object == null ? 0 : object.content().length;
  }

  private void checkRoom(long more) {
    if (more > 0 && bytes + more > BYTES) {
      throw new IllegalStateException(
          "mlsim: a store is bounded at "
              + BYTES
              + " bytes, parts of uploads included; it holds "
              + bytes
              + ", and "
              + more
              + " more were to come");
    }
  }

  synchronized @Nullable StoredObject get(String uri) {
    return objects.get(uri);
  }

  synchronized List<String> list(String prefix) {
    List<String> all = new ArrayList<>();
    for (String uri : objects.tailMap(prefix, true).keySet()) {
      if (!uri.startsWith(prefix)) {
        break;
      }
      all.add(uri);
    }
    return all;
  }

  synchronized Optional<StoredObject> next(String prefix, String after) {
    boolean within = after.startsWith(prefix) || Utf8Order.compare(after, prefix) > 0;
    Map.Entry<String, StoredObject> next =
        within ? objects.higherEntry(after) : objects.ceilingEntry(prefix);
    return next != null && next.getKey().startsWith(prefix)
        ? Optional.of(next.getValue())
        : Optional.empty();
  }

  synchronized boolean requiresInputs() {
    return inputsRequired;
  }

  synchronized void requireInputs(boolean required) {
    inputsRequired = required;
  }

  synchronized boolean requiresBuckets() {
    return bucketsRequired;
  }

  synchronized void requireBuckets(boolean required) {
    bucketsRequired = required;
  }

  synchronized boolean sendsEvents(String bucket) {
    return !notifying.isEmpty() && notifying.stream().anyMatch(glob -> glob.matches(bucket));
  }

  synchronized void notify(String buckets) {
    notifying = Stream.concat(notifying.stream(), Stream.of(Glob.stars(buckets))).toList();
  }

  /** When a bucket was created; nothing if it was deleted; null if nobody said. */
  @SuppressWarnings("NullableOptional") // nobody has said, or somebody that it is gone
  synchronized @Nullable Optional<Instant> bucket(String name) {
    return buckets.get(name);
  }

  synchronized Map<String, Optional<Instant>> buckets() {
    return new TreeMap<>(buckets);
  }

  @SuppressWarnings("NullableOptional")
  synchronized void bucket(String name, @Nullable Optional<Instant> created) {
    if (created == null) {
      buckets.remove(name);
    } else if (buckets.size() == BOUND) {
      throw new IllegalStateException("mlsim: a store is bounded at " + BOUND + " buckets");
    } else {
      buckets.put(name, created);
    }
  }

  synchronized List<MultipartUpload> uploads() {
    List<MultipartUpload> all = new ArrayList<>();
    uploads.keySet().forEach(id -> upload(id).ifPresent(all::add));
    return all;
  }

  synchronized Optional<MultipartUpload> upload(String id) {
    return Optional.ofNullable(uploads.get(id))
        .map(
            u ->
                new MultipartUpload(
                    u.id(), u.uri(), u.details(), u.begun(), parts.getOrDefault(id, u.parts())));
  }

  synchronized Optional<String> uploadsTo(String id) {
    return Optional.ofNullable(uploads.get(id)).map(MultipartUpload::uri);
  }

  /** Puts an upload with its parts. */
  synchronized void begin(MultipartUpload upload) {
    if (uploads.size() == BOUND) {
      throw new IllegalStateException("mlsim: a store is bounded at " + BOUND + " uploads");
    }
    uploads.put(upload.id(), upload);
    parts.put(upload.id(), new TreeMap<>(upload.parts()));
    upload.parts().values().forEach(part -> bytes += part.content().length);
  }

  synchronized boolean end(String id) {
    NavigableMap<Integer, StoredObject> ended = parts.remove(id);
    if (ended != null) {
      ended.values().forEach(part -> bytes -= part.content().length);
    }
    return uploads.remove(id) != null;
  }

  /** Puts a part, or takes it away; gives what was there. */
  synchronized @Nullable StoredObject part(String id, int number, @Nullable StoredObject part) {
    NavigableMap<Integer, StoredObject> all = parts.get(id);
    if (all == null) {
      throw new IllegalArgumentException("mlsim: no upload [" + id + "] is under way");
    }
    StoredObject before = all.get(number);
    long more = length(part) - length(before);
    checkRoom(more);
    if (part == null) {
      all.remove(number);
    } else {
      all.put(number, part);
    }
    bytes += more;
    return before;
  }

  synchronized void clear() {
    notifying = List.of();
    objects.clear();
    uploads.clear();
    parts.clear();
    buckets.clear();
    bytes = 0;
    inputsRequired = false;
    bucketsRequired = false;
  }

  /** All that is stored, as values. */
  record Saved(
      NavigableMap<String, StoredObject> objects,
      List<MultipartUpload> uploads,
      Map<String, Optional<Instant>> buckets,
      boolean inputsRequired,
      boolean bucketsRequired,
      List<Glob> notifying) {}

  synchronized Saved save() {
    return new Saved(
        new TreeMap<>(objects), uploads(), buckets(), inputsRequired, bucketsRequired, notifying);
  }

  synchronized void restore(Saved saved) {
    clear();
    saved.objects().values().forEach(object -> set(object.uri(), object));
    saved.uploads().forEach(this::begin);
    buckets.putAll(saved.buckets());
    inputsRequired = saved.inputsRequired();
    bucketsRequired = saved.bucketsRequired();
    notifying = saved.notifying();
  }
}
