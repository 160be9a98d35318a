package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * UpdateClusterSoftware: the nodes of a group get another release of their image, batch after batch
 * ("Update the SageMaker HyperPod platform software" of the developer guide). Where a node fails
 * meanwhile, those that have it already go back to the release before.
 */
final class SoftwareUpdates {
  private static final String STATUS = "SoftwareUpdateStatus";
  private static final String CONFIG = "ActiveSoftwareUpdateConfig";
  private static final Set<String> ACTIVE = Set.of("Pending", "InProgress", "RollbackInProgress");

  /** A note of a node that has the new release of the update under way. */
  private static final String HAS_IT = "hasUpdate";

  private SoftwareUpdates() {}

  private static String status(JsonNode group) {
    return group.path(STATUS).asText();
  }

  static boolean isActive(Resource cluster, JsonNode group) {
    return ACTIVE.contains(status(group));
  }

  /** Adds what is shown of the update of a group. */
  static void show(Resource cluster, ObjectNode group, List<Resource> nodes) {
    if (!isActive(cluster, group)) {
      group.remove(CONFIG);
    }
    if (group.has(STATUS)) {
      group.put(
          "TargetStateCount",
          nodes.stream()
              .filter(n -> n.notes().path(NodeView.CURRENT).equals(group.path(NodeView.DESIRED)))
              .count());
    }
  }

  /** What a call asks for, of all groups where it names none. */
  static Resource change(Call call, Resource cluster) {
    Resource changed = cluster;
    JsonNode named = call.input().path("InstanceGroups");
    List<String> all =
        named.isEmpty()
            ? Lists.texts(cluster.attributes().path(ClusterGroups.GROUPS), ClusterGroups.NAME)
                .toList()
            : Lists.texts(named, ClusterGroups.NAME).toList();
    for (String name : all) {
      ObjectNode changes = Documents.empty().put(STATUS, "Pending");
      changes.set(CONFIG, call.at("DeploymentConfig").orElseGet(Documents::empty));
      Lists.of(named)
          .filter(group -> group.path(ClusterGroups.NAME).asText().equals(name))
          .flatMap(group -> Documents.at(group, "ImageReleaseVersion").stream())
          .forEach(release -> changes.set(NodeView.DESIRED, release));
      call.at("ImageId").ifPresent(image -> changes.set("DesiredImageId", image));
      changed = ClusterGroups.with(changed, name, changes);
    }
    if (!Clusters.isContinuous(cluster)) {
      return changed;
    }
    Resource next = changed;
    begin(call.world().change(cluster, old -> next), call.world());
    return call.world().latest(cluster);
  }

  static void begin(Resource cluster, World world) {
    for (JsonNode group : ClusterGroups.all(cluster).toList()) {
      if (!status(group).equals("Pending")) {
        continue;
      }
      String name = group.path(ClusterGroups.NAME).asText();
      long wait = group.path(CONFIG).path("WaitIntervalInSeconds").asLong();
      for (Resource node : running(cluster, name, world)) {
        world.change(node, old -> old.withNote(Nodes.TURN, wait).withoutNotes(List.of(HAS_IT)));
      }
      set(cluster, name, "InProgress", world);
      ClusterEvents.ofGroup(
          cluster,
          name,
          "UpdateClusterSoftware initiated for IG {g} in Cluster {c} using "
              + (group.path(CONFIG).has("RollingUpdatePolicy") ? "rolling" : "all at once")
              + " strategy.",
          world);
      nextBatch(cluster, name, true, world);
    }
  }

  private static List<Resource> running(Resource cluster, String group, World world) {
    return Fleet.of(cluster, world).stream()
        .filter(node -> Nodes.group(node).equals(group) && node.is("Running"))
        .toList();
  }

  private static Resource set(Resource cluster, String group, String status, World world) {
    ObjectNode changes = Documents.empty().put(STATUS, status);
    return world.change(cluster, old -> ClusterGroups.with(old, group, changes));
  }

  private static Optional<JsonNode> group(Resource cluster, String name, World world) {
    return ClusterGroups.named(world.latest(cluster), name);
  }

  /** The next nodes have their turn; without any the update is done. */
  private static void nextBatch(Resource cluster, String name, boolean first, World world) {
    JsonNode group = group(cluster, name, world).orElseThrow();
    List<Resource> waiting = new ArrayList<>();
    for (Resource node : running(cluster, name, world)) {
      if (node.notes().has(Nodes.TURN)) {
        waiting.add(node);
      }
    }
    if (waiting.isEmpty()) {
      finish(cluster, name, group, world);
      return;
    }
    ClusterEvents.ofGroup(
        cluster, name, "Next update batch selected for IG {g} in Cluster {c}.", world);
    int size = Math.min(batch(group), waiting.size());
    boolean pauses = !first && group.path(CONFIG).path("WaitIntervalInSeconds").asLong() > 0;
    for (Resource node : waiting.subList(0, size)) {
      world.trigger(node, pauses ? Nodes.AFTER_A_WHILE : Nodes.SOFTWARE, "");
    }
  }

  private static int batch(JsonNode group) {
    JsonNode size = group.path(CONFIG).path("RollingUpdatePolicy").path("MaximumBatchSize");
    int value = size.path("Value").asInt();
    if (value == 0) {
      return Integer.MAX_VALUE;
    }
    int target = group.path(ClusterGroups.TARGET).asInt();
    return size.path("Type").asText().equals("INSTANCE_COUNT")
        ? value
        : Math.max(1, target * Math.min(value, 100) / 100);
  }

  private static void finish(Resource cluster, String name, JsonNode group, World world) {
    boolean back = status(group).equals("RollbackInProgress");
    ObjectNode changes = Documents.empty().put(STATUS, back ? "Failed" : "Succeeded");
    if (!back) {
      changes.set(NodeView.CURRENT, group.path(NodeView.DESIRED));
      Documents.at(group, "DesiredImageId").ifPresent(i -> changes.set("CurrentImageId", i));
      ClusterEvents.ofGroup(
          cluster,
          name,
          "UpdateClusterSoftware completed successfully for IG {g} in Cluster {c}.",
          world);
    }
    world.change(cluster, old -> ClusterGroups.with(old, name, changes));
  }

  /** A node has been updated, or is as it was before. */
  static void done(Resource node, World world) {
    Optional<Resource> cluster = Clusters.of(node, world);
    Optional<JsonNode> found = cluster.flatMap(c -> ClusterGroups.named(c, Nodes.group(node)));
    if (found.isEmpty()) {
      return;
    }
    JsonNode group = found.get();
    world.change(
        node,
        old ->
            old.withNote(NodeView.CURRENT, group.path(NodeView.DESIRED))
                .withNote(NodeView.UPDATED, Timestamps.of(world.now()))
                .withNote(HAS_IT, 1));
    ClusterEvents.ofInstance(
        cluster.get(), node, "Instance {i} in IG {g} updated successfully.", world);
    goOn(cluster.get(), Nodes.group(node), world);
  }

  private static void goOn(Resource cluster, String name, World world) {
    boolean busy =
        Fleet.of(cluster, world).stream()
            .filter(other -> Nodes.group(other).equals(name))
            .anyMatch(
                other ->
                    other.is("SystemUpdating")
                        || (other.is("Running")
                            && other.notes().has(Nodes.TURN)
                            && other.lastTransition().trigger().equals(Nodes.AFTER_A_WHILE)));
    if (!busy && group(cluster, name, world).filter(g -> isActive(cluster, g)).isPresent()) {
      nextBatch(cluster, name, false, world);
    }
  }

  /** A node has failed: if that was while it was updated, the update is taken back. */
  static void failed(Resource cluster, Resource node, World world) {
    String name = Nodes.group(node);
    Optional<JsonNode> group = group(cluster, name, world).filter(g -> isActive(cluster, g));
    if (group.isEmpty() || !node.lastTransition().from().status().equals("SystemUpdating")) {
      return;
    }
    if (!status(group.get()).equals("RollbackInProgress")) {
      rollBack(cluster, name, group.get(), node.reason(), world);
    }
    goOn(cluster, name, world);
  }

  private static void rollBack(
      Resource cluster, String name, JsonNode group, String why, World world) {
    ObjectNode changes = Documents.empty().put(STATUS, "RollbackInProgress");
    changes.set(NodeView.DESIRED, group.path(NodeView.CURRENT));
    Documents.at(group, "CurrentImageId").ifPresent(i -> changes.set("DesiredImageId", i));
    world.change(
        cluster,
        old -> ClusterGroups.with(old, name, changes).withNote(ClusterProgress.FAILURE, why));
    ClusterEvents.ofGroup(
        cluster,
        name,
        "UpdateClusterSoftware failed for IG {g} in Cluster {c}. Initiating rollback.",
        world);
    for (Resource node : running(cluster, name, world)) {
      boolean hasIt = node.notes().has(HAS_IT);
      world.change(node, old -> old.withoutNotes(Set.of(Nodes.TURN, HAS_IT)));
      if (hasIt) {
        world.trigger(node, Nodes.SOFTWARE, "");
      }
    }
  }
}
