package dev.mlsim.objects;

import java.util.List;
import java.util.Optional;

/**
 * The objects that jobs read and write, by {@code s3://bucket/key}. A test puts inputs here and
 * reads what a job would have written. Safe for threads.
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

  /** Takes an object away; says whether it was there. */
  boolean remove(String uri);

  /** The content of an object. */
  Optional<byte[]> get(String uri);

  /** The content of an object as text in UTF-8. */
  Optional<String> text(String uri);

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

  /** Forgets every object, and assumes inputs again. */
  void clear();
}
