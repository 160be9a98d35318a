package dev.mlsim.services.s3.buckets;

import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of what is in a bucket.
 *
 * @param objects the objects
 * @param prefixes what others have in common up to the delimiter
 * @param next the key or prefix after which the next page begins, if there is one
 */
record ObjectPage(List<StoredObject> objects, List<String> prefixes, Optional<String> next) {
  private static final String BEHIND_ALL = "\uDBFF\uDFFF";

  static ObjectPage of(
      ObjectStore store, String bucket, String prefix, String delimiter, String start, int most) {
    String root = "s3://" + bucket + "/";
    String under = root + prefix;
    List<StoredObject> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = start;
    boolean wasPrefix = !delimiter.isEmpty() && start.endsWith(delimiter);
    Optional<StoredObject> found =
        next(store, root, under, last, wasPrefix && isRolled(start, prefix));
    while (found.isPresent() && objects.size() + prefixes.size() < most) {
      String key = found.get().key();
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (end < 0) {
        objects.add(found.get());
        last = key;
      } else {
        last = key.substring(0, end + delimiter.length());
        prefixes.add(last);
      }
      found = next(store, root, under, last, end >= 0);
    }
    return new ObjectPage(
        objects, prefixes, most > 0 && found.isPresent() ? Optional.of(last) : Optional.empty());
  }

  private static boolean isRolled(String start, String prefix) {
    return start.startsWith(prefix) && start.length() > prefix.length();
  }

  private static Optional<StoredObject> next(
      ObjectStore store, String root, String under, String last, boolean beyond) {
    // What is before all keys is the root itself; a key that is empty there is none.
    return store.next(under, last.isEmpty() ? root : root + last + (beyond ? BEHIND_ALL : ""));
  }

  int count() {
    return objects.size() + prefixes.size();
  }
}
