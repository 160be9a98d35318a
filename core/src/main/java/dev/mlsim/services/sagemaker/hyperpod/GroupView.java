package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An instance group as DescribeCluster shows it: with how many nodes there are, and how it is. */
final class GroupView {
  private GroupView() {}

  /** The groups; those that are not restricted are always shown. */
  static Optional<JsonNode> of(Resource cluster, boolean restricted, World world) {
    String member = restricted ? ClusterGroups.RESTRICTED : ClusterGroups.GROUPS;
    JsonNode groups = cluster.attributes().path(member);
    if (restricted && groups.isMissingNode()) {
      return Optional.empty();
    }
    Collection<Resource> nodes = Fleet.of(cluster, world);
    ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    groups.forEach(group -> shown.add(of(cluster, (ObjectNode) group, nodes, restricted, world)));
    return Optional.of(shown);
  }

  private static ObjectNode of(
      Resource cluster,
      ObjectNode group,
      Collection<Resource> nodes,
      boolean restricted,
      World world) {
    List<Resource> own =
        nodes.stream()
            .filter(node -> Nodes.group(node).equals(group.path("InstanceGroupName").asText()))
            .toList();
    long current = own.stream().filter(Nodes::hasRun).count();
    long target = group.path(ClusterGroups.TARGET).asLong();
    ObjectNode shown = Documents.empty().setAll(group);
    shown.put("CurrentCount", current).put("Status", status(cluster, group, own, current));
    if (!group.path("TrainingPlanArn").asText().isEmpty()) {
      PlannedCapacity.plan(group.path("TrainingPlanArn").asText(), world)
          .ifPresent(plan -> shown.put("TrainingPlanStatus", plan.state().status()));
    }
    if (restricted) {
      restrict(shown);
      return shown;
    }
    boolean isNew = SoftwareUpdates.isActive(cluster, group);
    shown.put("ImageVersionStatus", isNew ? "UpdateAvailable" : "UpToDate");
    SoftwareUpdates.show(cluster, shown, own);
    if (Clusters.isContinuous(cluster) && current != target && !cluster.is("Deleting")) {
      shown.putObject("ActiveOperations").put("Scaling", 1);
    }
    if (group.has("InstanceRequirements")) {
      shown
          .putArray("InstanceTypeDetails")
          .addObject()
          .put("InstanceType", ClusterGroups.instanceType(group))
          .put("CurrentCount", current)
          .set("ThreadsPerCore", group.path("ThreadsPerCore"));
    }
    return shown;
  }

  /** Details of a restricted group have no images. */
  private static void restrict(ObjectNode shown) {
    shown.remove(List.of("CurrentImageReleaseVersion", "DesiredImageReleaseVersion"));
  }

  private static String status(Resource cluster, JsonNode group, List<Resource> own, long current) {
    String status = cluster.state().status();
    boolean changes = current != group.path(ClusterGroups.TARGET).asLong();
    boolean isShort = current < group.path("MinCount").asLong();
    return switch (status) {
      case "Creating", "Deleting", "Failed" -> status;
      case "RollingBack" -> changes ? "Failed" : "InService";
      case "Updating" -> changes ? "Updating" : "InService";
      case "SystemUpdating" ->
          SoftwareUpdates.isActive(cluster, group) ? "SystemUpdating" : "InService";
      default ->
          isShort
              ? own.stream().anyMatch(Nodes::hasRun) ? "Updating" : "Creating"
              : own.stream().anyMatch(node -> node.is("Failure")) ? "Degraded" : "InService";
    };
  }
}
