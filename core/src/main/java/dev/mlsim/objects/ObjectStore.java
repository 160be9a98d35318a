package dev.mlsim.objects;

import dev.mlsim.clock.Guard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects that jobs read and write, by {@code s3://bucket/key}. A test puts inputs here and
 * reads what a job would have written. Safe for threads.
 *
 * <p>Inputs are assumed to be there unless {@link #requireInputs()} was called, so that a first
 * test needs none. The other spellings of a location that services take, {@code
 * https://bucket.s3.region.amazonaws.com/key} and {@code
 * https://s3.region.amazonaws.com/bucket/key}, mean the same object.
 */
public final class ObjectStore {
  private static final int BOUND = 1_000_000;

  private static final Pattern VIRTUAL_HOST =
      Pattern.compile("https?://([^/]+)\\.s3[.-][^/]*amazonaws\\.com[^/]*/(.*)");
  private static final Pattern PATH_STYLE =
      Pattern.compile("https?://s3[.-][^/]*amazonaws\\.com[^/]*/([^/]+)/?(.*)");

  private final Guard lock;
  private final NavigableMap<String, byte[]> objects = new TreeMap<>();
  private boolean inputsRequired;

  /** Makes an empty store that is guarded by the simulator's lock. */
  public ObjectStore(Guard lock) {
    this.lock = lock;
  }

  /** The {@code s3://} form of a location, if it names a place in S3 in any of its spellings. */
  public static Optional<String> located(String location) {
    if (location.startsWith("s3://")) {
      return Optional.of(location);
    }
    Matcher path = PATH_STYLE.matcher(location);
    Matcher matcher = path.matches() ? path : VIRTUAL_HOST.matcher(location);
    return matcher.matches()
        ? Optional.of("s3://" + matcher.group(1) + "/" + matcher.group(2))
        : Optional.empty();
  }

  /**
   * Puts an object, in place of one that is there.
   *
   * @throws IllegalArgumentException if the location is none of S3's
   */
  public void put(String uri, byte[] content) {
    String place = checked(uri);
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

  /** Puts a text in UTF-8. */
  public void put(String uri, String content) {
    put(uri, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes an object away; says whether it was there. */
  public boolean remove(String uri) {
    String place = checked(uri);
    lock.lock();
    try {
      return objects.remove(place) != null;
    } finally {
      lock.unlock();
    }
  }

  /** The content of an object. */
  public Optional<byte[]> get(String uri) {
    String place = checked(uri);
    lock.lock();
    try {
      return Optional.ofNullable(objects.get(place)).map(byte[]::clone);
    } finally {
      lock.unlock();
    }
  }

  /** The content of an object as text in UTF-8. */
  public Optional<String> text(String uri) {
    return get(uri).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The objects whose location starts so, in order; a copy. */
  public List<String> list(String prefix) {
    String start = located(prefix).orElse(prefix);
    lock.lock();
    try {
      return objects.tailMap(start, true).keySet().stream()
          .takeWhile(uri -> uri.startsWith(start))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The objects that a job reads when it is given the location: the one there, or else all in the
   * folder of that name.
   */
  public List<String> inputs(String location) {
    String place = located(location).orElse(location);
    List<String> under = list(place);
    if (under.contains(place)) {
      return List.of(place);
    }
    String folder = place.endsWith("/") ? place : place + "/";
    return under.stream().filter(uri -> uri.startsWith(folder)).toList();
  }

  /** From now on a job whose input isn't here fails as it fails on AWS. */
  public void requireInputs() {
    require(true);
  }

  /** From now on inputs that aren't here are assumed to be good, as at the start. */
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

  /** Whether a job fails for want of an input that isn't here. */
  public boolean inputsAreRequired() {
    lock.lock();
    try {
      return inputsRequired;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a job may count on this input: it is here, or inputs are assumed to be. */
  public boolean isReadable(String location) {
    return !inputsAreRequired() || !list(location).isEmpty();
  }

  /** Forgets every object, and assumes inputs again. */
  public void clear() {
    lock.lock();
    try {
      objects.clear();
      inputsRequired = false;
    } finally {
      lock.unlock();
    }
  }

  private static String checked(String uri) {
    return located(uri)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: an object's location is [s3://bucket/key], but this is [" + uri + "]"));
  }
}
