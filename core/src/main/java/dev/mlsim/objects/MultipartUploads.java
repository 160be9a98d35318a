package dev.mlsim.objects;

import java.util.List;
import java.util.Optional;

/**
 * Objects that are coming in parts. What a test finds here at its end was begun and neither
 * completed nor aborted; on AWS it would be paid for.
 */
public interface MultipartUploads {

  /** Those that are neither completed nor aborted, the oldest first. */
  List<MultipartUpload> all();

  /** The upload of that id, if it is under way. */
  Optional<MultipartUpload> find(String id);

  /** Whether an upload of that id is under way to that location. */
  boolean isUnderWay(String id, String uri);

  /** Begins one that has no parts. */
  void begin(MultipartUpload upload);

  /**
   * Puts a part, in place of one of its number.
   *
   * @throws IllegalArgumentException if no such upload is under way
   */
  void put(String id, int number, StoredObject part);

  /** Ends one, with its parts; says whether it was under way. */
  boolean end(String id);
}
