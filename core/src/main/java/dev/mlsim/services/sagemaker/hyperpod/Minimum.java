package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.time.Duration;
import java.util.List;

/**
 * The least that a group of a continuously provisioned cluster has to come to: where it doesn't in
 * three hours, the group goes back to what it was to have before ("Continuous provisioning" in the
 * developer guide). A new group had none.
 */
final class Minimum {
  /** The time is over. */
  static final String OVERDUE = "miss the minimum";

  private static final Duration MOST = Duration.ofHours(3);

  private Minimum() {}

  /** It is looked again in three hours where a group lacks nodes now. */
  static void expect(Resource cluster, World world) {
    if (lacking(cluster, world).isEmpty()) {
      world.change(cluster, old -> old.withoutNotes(List.of(ClusterProgress.BEFORE)));
    } else {
      world.later(world.now().plus(MOST), Clusters.TYPE, cluster, OVERDUE);
    }
  }

  private static List<JsonNode> lacking(Resource cluster, World world) {
    return ClusterGroups.all(cluster)
        .filter(group -> group.path("MinCount").asLong() > running(cluster, group, world))
        .toList();
  }

  private static long running(Resource cluster, JsonNode group, World world) {
    String name = group.path(ClusterGroups.NAME).asText();
    return Fleet.of(cluster, world).stream()
        .filter(node -> Nodes.group(node).equals(name) && Nodes.hasRun(node))
        .count();
  }

  static void rollBack(Resource cluster, World world) {
    for (JsonNode group : lacking(cluster, world)) {
      String name = group.path(ClusterGroups.NAME).asText();
      ClusterEvents.ofGroup(cluster, name, "scaling", "failed", world);
      world.change(
          cluster,
          old ->
              ClusterGroups.with(old, name, before(cluster, name))
                  .withNote(ClusterProgress.FAILURE, message(name, group)));
    }
    Fleet.reconcile(
        world.change(cluster, old -> old.withoutNotes(List.of(ClusterProgress.BEFORE))), world);
  }

  private static String message(String name, JsonNode group) {
    return "Instance group "
        + name
        + " did not reach its MinInstanceCount of "
        + group.path("MinCount").asText()
        + " within 3 hours and was rolled back.";
  }

  /** What a group was to have before; nothing if it wasn't there. */
  private static ObjectNode before(Resource cluster, String name) {
    JsonNode then =
        ClusterGroups.BOTH.stream()
            .flatMap(member -> Lists.of(cluster.notes().path(ClusterProgress.BEFORE).path(member)))
            .filter(group -> group.path(ClusterGroups.NAME).asText().equals(name))
            .findFirst()
            .orElseGet(Documents::empty);
    return Documents.empty()
        .put(ClusterGroups.TARGET, then.path(ClusterGroups.TARGET).asInt())
        .put("MinCount", then.path("MinCount").asInt());
  }
}
