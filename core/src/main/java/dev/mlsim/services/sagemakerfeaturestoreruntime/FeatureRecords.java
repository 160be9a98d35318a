package dev.mlsim.services.sagemakerfeaturestoreruntime;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Setup;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerfeaturestoreruntime.records.OnlineStore;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The test's view of the records that an online store holds, and of the offline store's health.
 *
 * <pre>{@code
 * FeatureRecords records = sim.setup(FeatureRecords.class);
 * assertThat(records.find("customers", "42").orElseThrow().values()).containsEntry("churn", "0.9");
 * records.blockOfflineStore("customers", "Access to the bucket is denied.");
 * }</pre>
 *
 * <p>What the offline store holds are objects: {@code sim.objects().list("s3://features/")}. Safe
 * for threads.
 */
public final class FeatureRecords implements Setup {
  /** A note of feature groups, which the control plane shows as the offline store's status. */
  private static final String BLOCKED = "offlineStoreBlocked";

  private static final TypeRef GROUP = TypeRef.to("feature-group", "ResourceNotFound");

  private final Place place;

  FeatureRecords(Place place) {
    this.place = place;
  }

  /**
   * The records that a group's online store has now, those that were deleted softly too, first put
   * first; none of those that have expired. Empty if there is no such group.
   */
  public List<FeatureRecord> of(String group) {
    return place.inWorld(
        world -> OnlineStore.records(world, group).stream().map(OnlineStore::record).toList());
  }

  /** The record of that identifier, if the group's online store has it now. */
  public Optional<FeatureRecord> find(String group, String identifier) {
    return place.inWorld(
        world -> OnlineStore.find(world, group, identifier).map(OnlineStore::record));
  }

  /**
   * From now on the group's offline store is {@code Blocked}, as it is when SageMaker may not reach
   * it: what is put doesn't arrive there.
   *
   * @param reason what Describe shows
   * @throws IllegalArgumentException if there is no such group, or it has no offline store
   */
  public void blockOfflineStore(String group, String reason) {
    change(group, "blocked", old -> old.withNote(BLOCKED, reason));
  }

  /**
   * From now on what is put arrives in the group's offline store again.
   *
   * @throws IllegalArgumentException if there is no such group, or it has no offline store
   */
  public void unblockOfflineStore(String group) {
    change(group, "unblocked", old -> old.withoutNotes(List.of(BLOCKED)));
  }

  private void change(String group, String what, UnaryOperator<Resource> change) {
    place.inWorld(
        world -> {
          Resource existing = withOfflineStore(world, group, what);
          world.note("the offline store of " + existing + " is " + what);
          return world.change(existing, change);
        });
  }

  private static Resource withOfflineStore(World world, String group, String what) {
    return world
        .registry()
        .byKey(GROUP, group)
        .filter(g -> g.attributes().has("OfflineStoreConfig"))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mlsim: the offline store of ["
                        + group
                        + "] can't be "
                        + what
                        + ": there are only those of "
                        + world.registry().all(GROUP).stream()
                            .filter(g -> g.attributes().has("OfflineStoreConfig"))
                            .map(Resource::name)
                            .toList()));
  }

  @Override
  public void clear() {
    // what it shows is the world's
  }

  @Override
  public Object save() {
    return List.of();
  }

  @Override
  public void restore(Object saved) {
    // what it shows is the world's
  }
}
