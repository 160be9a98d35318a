package dev.mlsim.objects;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that jobs read and write, by {@code s3://bucket/key}. A test puts inputs here and
 * reads what a job would have written; so does the code under test, by its clients of S3. Safe for
 * threads.
 *
 * <p>It holds at most a million objects and 1 GiB, parts of uploads included. Every bucket is there
 * unless {@link #requireBuckets()} was called.
 *
 * <p>Inputs are assumed to be there unless {@link #requireInputs()} was called, so that a first
 * test needs none. The other spellings of a location that services take, {@code
 * https://bucket.s3.region.amazonaws.com/key} and {@code
 * https://s3.region.amazonaws.com/bucket/key}, mean the same object.
 */
public interface ObjectStore {

  /** The {@code s3://} form of a location, if it names a place in S3 in any of its spellings. */
  static Optional<String> located(String location) {
    return S3Location.of(location);
  }

  /**
   * Puts an object, in place of one that is there.
   *
   * @throws IllegalArgumentException if the location is none of S3's
   */
  void put(String uri, byte[] content);

  /** Puts a text in UTF-8. */
  void put(String uri, String content);

  /** Puts an object with what is said of it besides its bytes. */
  void put(String uri, byte[] content, ObjectDetails details);

  /** Puts an object as it is, in place of one that is there. */
  void put(StoredObject object);

  /** Gives an object other tags in place of its own, if it is there; it stays what it is. */
  void tag(String uri, Map<String, String> tags);

  /** Takes an object away; says whether it was there. */
  boolean remove(String uri);

  /** The content of an object. */
  Optional<byte[]> get(String uri);

  /** The content of an object as text in UTF-8. */
  Optional<String> text(String uri);

  /** An object with all that is known of it. */
  Optional<StoredObject> find(String uri);

  /**
   * The next object whose location starts so, in the order of S3, which is that of UTF-8.
   *
   * @param after the location after which to look
   */
  Optional<StoredObject> next(String prefix, String after);

  /** The objects whose location starts so, in order; a copy. */
  List<String> list(String prefix);

  /**
   * The objects that a job reads when it is given the location: the one there, or else all in the
   * folder of that name.
   */
  List<String> inputs(String location);

  /** From now on a job whose input isn't here fails as it fails on AWS. */
  void requireInputs();

  /** From now on inputs that aren't here are assumed to be good, as at the start. */
  void assumeInputs();

  /** Whether a job fails for want of an input that isn't here. */
  boolean inputsAreRequired();

  /** Whether a job may count on this input: it is here, or inputs are assumed to be. */
  boolean isReadable(String location);

  /** Creates a bucket; says whether it wasn't created yet. */
  boolean createBucket(String name);

  /**
   * Takes a bucket away, which has no objects any more; says whether it was there.
   *
   * @throws IllegalStateException if there are objects in it
   */
  boolean deleteBucket(String name);

  /** Whether a bucket is there: created, or with an object, or assumed to be. */
  boolean hasBucket(String name);

  /** The buckets that were created or have objects, by name. */
  List<Bucket> buckets();

  /**
   * Switches on that these buckets send events of objects that are created to EventBridge, as
   * {@code sim.events()} has them; on AWS too a bucket sends none before somebody says so.
   *
   * @param buckets a name; {@code *} is wild
   */
  void sendEventsOf(String buckets);

  /** From now on a bucket is there only if it was created or has an object. */
  void requireBuckets();

  /** From now on every bucket is there but those that were deleted, as at the start. */
  void assumeBuckets();

  /** The objects that are coming in parts. */
  MultipartUploads uploads();

  /** Forgets every object, bucket and upload, and assumes inputs and buckets again. */
  void clear();
}
