package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;

/** What is shown of a node. */
final class NodeView {
  /** Notes of a node: what went wrong last, its plan, whether it is checked when it starts. */
  static final String MESSAGE = "message";

  static final String PLAN = "plan";
  static final String CHECKS = "checks";
  static final String UPDATED = "updated";
  static final String DESIRED = "DesiredImageReleaseVersion";
  static final String CURRENT = "CurrentImageReleaseVersion";

  private static final String ZONE = "zone";
  private static final String ADDRESS = "address";
  private static final int BYTE = 256;
  private static final int ZONES = 3;
  private static final int DIRECTION = 3;

  private NodeView() {}

  /** What the simulator remembers of a new node. */
  static ObjectNode notes(Resource cluster, JsonNode group, World world) {
    ObjectNode notes = Documents.empty().put(Nodes.CLUSTER, cluster.key());
    String plan = group.path(ClusterGroups.PLAN).asText();
    if (!plan.isEmpty()) {
      notes.put(PLAN, plan);
    }
    notes.put(CHECKS, !group.path("OnStartDeepHealthChecks").isEmpty());
    notes.put(ZONE, world.chance().below(ZONES));
    notes.put(
        ADDRESS,
        "10."
            + world.chance().below(BYTE)
            + "."
            + world.chance().below(BYTE)
            + "."
            + (1 + world.chance().below(BYTE - 2)));
    notes.set(CURRENT, group.path(DESIRED));
    return notes;
  }

  /** Puts a new node into the zone that was asked for, if one was. */
  static void place(Resource node, String zone, World world) {
    if (!zone.isEmpty()) {
      int number = zone.charAt(zone.length() - 1) - 'a';
      world.change(node, old -> old.withNote(ZONE, number));
    }
  }

  static Optional<JsonNode> status(Resource node, World world) {
    ObjectNode status = Documents.empty().put("Status", node.state().status());
    String message = node.notes().path(MESSAGE).asText();
    return Optional.of(message.isEmpty() ? status : status.put("Message", message));
  }

  static Optional<JsonNode> instanceId(Resource node, World world) {
    return Nodes.launched(node).flatMap(at -> Values.text(node.key()));
  }

  static Optional<JsonNode> launchTime(Resource node, World world) {
    return Values.time(Nodes.launched(node));
  }

  static Optional<JsonNode> updateTime(Resource node, World world) {
    return Documents.at(node.notes(), UPDATED);
  }

  static Optional<JsonNode> placement(Resource node, World world) {
    if (!Nodes.hasRun(node)) {
      return Optional.empty();
    }
    int zone = node.notes().path(ZONE).asInt();
    String region = world.account().region();
    return Optional.of(
        Documents.empty()
            .put("AvailabilityZone", region + (char) ('a' + zone))
            .put("AvailabilityZoneId", zoneId(region) + "-az" + (zone + 1)));
  }

  /** {@code us-east-1} is {@code use1}. */
  static String zoneId(String region) {
    String[] parts = region.split("-", -1);
    return parts.length < DIRECTION
        ? region
        : parts[0] + parts[parts.length - 2].charAt(0) + parts[parts.length - 1];
  }

  static Optional<JsonNode> address(Resource node, World world) {
    return Nodes.hasRun(node) ? Values.text(node.notes().path(ADDRESS).asText()) : Optional.empty();
  }

  static Optional<JsonNode> host(Resource node, World world) {
    String region = world.account().region();
    String domain = region.equals("us-east-1") ? "ec2" : region + ".compute";
    return address(node, world)
        .flatMap(
            ip -> Values.text("ip-" + ip.asText().replace('.', '-') + "." + domain + ".internal"));
  }

  /** Which release of the image a node has, and is to have. */
  static ResourceType.Computed release(String member) {
    return (node, world) ->
        member.equals(CURRENT) ? Documents.at(node.notes(), CURRENT) : desired(node, world);
  }

  private static Optional<JsonNode> desired(Resource node, World world) {
    return Clusters.of(node, world)
        .flatMap(cluster -> ClusterGroups.named(cluster, Nodes.group(node)))
        .flatMap(group -> Documents.at(group, DESIRED));
  }

  static Optional<JsonNode> imageStatus(Resource node, World world) {
    boolean old = !desired(node, world).equals(Documents.at(node.notes(), CURRENT));
    return Values.text(old ? "UpdateAvailable" : "UpToDate");
  }

  /** What EventBridge is told of a node that broke down. */
  static ObjectNode health(ResourceType type, Resource node, World world) {
    ObjectNode detail = Documents.empty();
    Optional<Resource> cluster = Clusters.of(node, world);
    cluster.ifPresent(c -> detail.put("ClusterName", c.name()).put("ClusterArn", c.arn()));
    detail.put("InstanceId", node.key());
    ObjectNode tags = detail.putObject("Tags");
    cluster.ifPresent(c -> c.tags().forEach(tags::put));
    boolean recovers = cluster.filter(NodeEffects::recovers).isPresent();
    detail
        .putObject("HealthSummary")
        .put("HealthStatus", "Unhealthy")
        .put("HealthStatusReason", node.reason())
        .put("RepairAction", recovers ? "Replace" : "None")
        .put(
            "Recommendation",
            recovers
                ? "SageMaker HyperPod replaces the instance."
                : "Replace the instance with BatchReplaceClusterNodes.");
    return detail;
  }
}
