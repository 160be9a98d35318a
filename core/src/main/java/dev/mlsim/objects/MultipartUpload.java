package dev.mlsim.objects;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * An object that is coming in parts and isn't there yet.
 *
 * @param id the id of the upload
 * @param uri where the object is going to be
 * @param details what is said of it besides its bytes
 * @param begun when the upload began, in virtual time
 * @param parts what has come, by number
 */
public record MultipartUpload(
    String id,
    String uri,
    ObjectDetails details,
    Instant begun,
    NavigableMap<Integer, StoredObject> parts) {
  /** Copies the parts. */
  public MultipartUpload {
    requireNonNull(id, "id");
    requireNonNull(uri, "uri");
    requireNonNull(details, "details");
    requireNonNull(begun, "begun");
    parts = Collections.unmodifiableNavigableMap(new TreeMap<>(parts));
  }
}
