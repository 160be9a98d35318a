package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The resources that exist in one world, each as it stands. Read under the simulator's lock. */
public interface ResourceStore {

  /** The resource of that key, or of that ARN if it is one. */
  Optional<Resource> find(TypeRef type, String keyOrArn);

  /** The resource of that key. */
  Optional<Resource> byKey(TypeRef type, String key);

  /** The resource of that ARN, if it is of the type. */
  Optional<Resource> byArn(TypeRef type, String arn);

  /** The resource of that ARN, whatever it is; the first one where versions share an ARN. */
  Optional<Resource> byArn(String arn);

  /** All resources of a type in order of creation; live, not to be changed. */
  Collection<Resource> all(TypeRef type);

  /** Those resources of a type that are not at rest, in order of creation; live. */
  Collection<Resource> unfinished(TypeRef type);

  /** Those resources of a type that are of one of its groups, in order of creation; live. */
  Collection<Resource> group(TypeRef type, String name);

  /** How much of a quota is in use, by the name under which its holders count it. */
  long used(String quota);

  /** How much of a quota a resource has in use, by the name under which it counts it. */
  long held(Resource resource, String quota);

  /**
   * Walks the resources of a type in order of creation.
   *
   * @param after the sequence behind which it starts, or none to start at the end
   * @param down whether it goes from the newest to the oldest
   */
  Iterator<Resource> walk(TypeRef type, Optional<Long> after, boolean down);

  /** All resources of a type named as a test names it, oldest first; a copy. */
  List<Resource> ofType(String type);

  /** Every resource, by type and then oldest first; a copy. */
  List<Resource> everything();
}
