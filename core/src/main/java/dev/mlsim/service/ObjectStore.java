package dev.mlsim.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The objects that jobs read and write, by {@code s3://bucket/key}. A test puts inputs here and
 * reads what a job would have written. Safe for threads.
 *
 * <p>Inputs are assumed to be there unless {@link #requireInputs()} was called, so that a first
 * test needs none.
 */
public final class ObjectStore {
  private static final int BOUND = 1_000_000;

  private final ReentrantLock lock;
  private final NavigableMap<String, byte[]> objects = new TreeMap<>();
  private boolean inputsRequired;

  /** Makes an empty store that is guarded by the simulator's lock. */
  public ObjectStore(ReentrantLock lock) {
    this.lock = lock;
  }

  /** Puts an object. */
  public void put(String uri, byte[] content) {
    checked(uri);
    lock.lock();
    try {
      if (objects.size() == BOUND && !objects.containsKey(uri)) {
        throw new IllegalStateException("mlsim: a store is bounded at " + BOUND + " objects");
      }
      objects.put(uri, content.clone());
    } finally {
      lock.unlock();
    }
  }

  /** Puts a text in UTF-8. */
  public void put(String uri, String content) {
    put(uri, content.getBytes(StandardCharsets.UTF_8));
  }

  /** The content of an object. */
  public Optional<byte[]> get(String uri) {
    lock.lock();
    try {
      return Optional.ofNullable(objects.get(checked(uri))).map(byte[]::clone);
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
    lock.lock();
    try {
      return objects.tailMap(prefix, true).keySet().stream()
          .takeWhile(uri -> uri.startsWith(prefix))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** From now on a job whose input isn't here fails as it fails on AWS. */
  public void requireInputs() {
    inputsRequired = true;
  }

  /** Whether inputs have to be here, rather than being assumed. */
  public boolean areInputsRequired() {
    return inputsRequired;
  }

  /** Whether a job may count on this input: it is here, or inputs are assumed to be. */
  public boolean isReadable(String location) {
    return !inputsRequired || !list(location).isEmpty();
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
    if (!uri.startsWith("s3://")) {
      throw new IllegalArgumentException(
          "mlsim: an object's location is [s3://bucket/key], but this is [" + uri + "]");
    }
    return uri;
  }
}
