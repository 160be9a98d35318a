package dev.mlsim.service;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a resource has in use of a quota, by the quota's name: whoever declares that {@link Quota}
 * need not know who holds of it. The world counts it as resources change, so that nobody looks at
 * all of them to learn how much is in use.
 *
 * @param amounts how much of which quota, as the resource's identity, attributes and notes have it;
 *     it is asked again only when one of these has changed, or when it comes to be held
 * @param held whether the resource, where it stands, holds it
 */
public record Holding(Function<Resource, Map<String, Long>> amounts, Predicate<Resource> held) {

  /** One of a quota, for as long as the resource exists. */
  public static Holding of(String quota) {
    Map<String, Long> one = Map.of(quota, 1L);
    return byName(resource -> one);
  }

  /**
   * One of a quota that is counted for each of something, such as a project; see {@link Quota#per}.
   *
   * @param whose which of them the resource belongs to
   */
  public static Holding of(String quota, Function<Resource, String> whose) {
    return byName(resource -> Map.of(counted(quota, whose.apply(resource)), 1L));
  }

  /** So much of quotas whose names depend on the resource, such as its instance types. */
  public static Holding byName(Function<Resource, Map<String, Long>> amounts) {
    return new Holding(amounts, resource -> true);
  }

  /** The same, held in these statuses only. */
  public Holding during(String... statuses) {
    Set<String> these = Set.of(statuses);
    return when(resource -> these.contains(resource.state().status()));
  }

  /** The same, held in all statuses but these, nor while one is deleted that was in them. */
  public Holding except(String... statuses) {
    Set<String> these = Set.of(statuses);
    return when(
        resource ->
            !these.contains(resource.state().status())
                && !these.contains(beforeDeletion(resource).status()));
  }

  /** Where it stood when it was told to go; where it stands if it was not. */
  private static State beforeDeletion(Resource resource) {
    List<Transition> moves = resource.history();
    for (int i = moves.size() - 1; i >= 0; i--) {
      if (!moves.get(i).trigger().equals(Lifecycle.DELETE)) {
        return moves.get(i).to();
      }
    }
    return resource.state();
  }

  /** The same, held until the resource has come to rest. */
  public Holding untilFinished() {
    return when(Resource::isUnfinished);
  }

  /** The same, held where the predicate says so. */
  public Holding when(Predicate<Resource> holds) {
    return new Holding(amounts, holds);
  }

  /** Under which name it is counted how much of a quota is in use; whose is empty for all. */
  static String counted(String quota, String whose) {
    return whose.isEmpty() ? quota : quota + "/" + whose;
  }
}
