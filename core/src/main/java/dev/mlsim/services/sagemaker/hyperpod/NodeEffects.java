package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/**
 * What follows from what becomes of a node: its cluster fails, or it is replaced ("Automatic node
 * recovery" of the developer guide), or the next ones are updated.
 */
final class NodeEffects {
  private NodeEffects() {}

  static void pending(Resource node, World world) {
    if (node.lastTransition().trigger().equals(Nodes.REBOOT)) {
      tell(
          node,
          "Reboot of EC2 Instance {i} is currently in progress on Cluster {c} and IG {g}",
          world);
    }
  }

  static void checked(Resource node, World world) {
    tell(node, "Deep health checks of EC2 Instance {i} started in Cluster {c} and IG {g}", world);
  }

  static void running(Resource node, World world) {
    String by = node.lastTransition().trigger();
    boolean isNew = node.lastTransition().from().status().equals("Pending");
    if (by.equals(Nodes.SOFTWARE) || by.equals(Nodes.AFTER_A_WHILE)) {
      SoftwareUpdates.done(node, world);
    } else if (isNew && !by.equals(Nodes.REBOOT)) {
      tell(node, "EC2 Instance {i} successfully provisioned in Cluster {c} and IG {g}", world);
      tell(node, "Instance lifecycle script execution for EC2 Instance {i} has Succeeded", world);
      tell(
          node,
          node.notes().has("replaces")
              ? "Instance {i} creation completed successfully as part of instance replacement in"
                  + " Cluster {c} and IG {g}"
              : "Instance creation {i} in Cluster {c} and IG {g} completed successfully",
          world);
    }
    ClusterProgress.wake(node, world);
  }

  static void updating(Resource node, World world) {
    world.change(node, old -> old.withoutNotes(List.of(Nodes.TURN)));
    tell(node, "Root volume replacement started for Instance {i} in IG {g}.", world);
  }

  /** Whether nodes of the cluster that fail are replaced by themselves. */
  static boolean recovers(Resource cluster) {
    return cluster.attributes().path("NodeRecovery").asText().equals("Automatic");
  }

  static void failed(Resource node, World world) {
    String reason = node.reason();
    world.change(
        node, old -> old.withNote(NodeView.MESSAGE, reason).withoutNotes(List.of(Nodes.TURN)));
    Optional<Resource> cluster = Clusters.of(node, world);
    if (cluster.isEmpty() || cluster.get().is("Deleting")) {
      return;
    }
    Resource own = cluster.get();
    boolean provisioning = !Nodes.hasRun(node);
    if (provisioning) {
      ClusterEvents.failure(
          own, node, "Failed to provision EC2 Instance in Cluster {c} and IG {g}", reason, world);
      ClusterEvents.failure(
          own,
          node,
          "Instance creation in Cluster {c} and InstanceGroup {g} failed",
          reason,
          world);
    } else {
      ClusterEvents.failure(
          own, node, "Instance {i} in Cluster {c} and IG {g} is unhealthy", reason, world);
    }
    SoftwareUpdates.failed(own, node, world);
    if (provisioning && (own.is("Creating") || own.is("Updating"))) {
      ClusterProgress.fail(own, message(node, reason), world);
    } else if (provisioning && Clusters.isContinuous(own)) {
      world.trigger(node, Nodes.RETRY, "");
    } else if (recovers(own)) {
      world.trigger(node, Nodes.RECOVER, "");
    }
    ClusterProgress.wake(node, world);
  }

  private static String message(Resource node, String reason) {
    return "Instance "
        + node.key()
        + " failed to provision with the following error: \""
        + reason
        + "\" Note that multiple instances may be impacted.";
  }

  static void leaving(Resource node, World world) {
    tell(
        node,
        "Termination of EC2 Instance {i} is currently in progress in Cluster {c} and IG {g}",
        world);
    String by = node.lastTransition().trigger();
    if (by.equals(Nodes.RECOVER) || by.equals(Nodes.REPLACE)) {
      replace(node, world);
    }
  }

  static void gone(Resource node, World world) {
    tell(
        node,
        "Customer ENI successfully deleted for EC2 Instance {i} in Cluster {c} and IG {g}",
        world);
    if (node.lastTransition().trigger().equals(Nodes.RETRY)) {
      replace(node, world);
    }
    ClusterProgress.wake(node, world);
  }

  /** Another instance takes the place of a node, unless its cluster has no need of it any more. */
  private static void replace(Resource node, World world) {
    Optional<Resource> cluster = Clusters.of(node, world).filter(c -> !c.is("Deleting"));
    Optional<JsonNode> group = cluster.flatMap(c -> ClusterGroups.named(c, Nodes.group(node)));
    if (group.isEmpty() || !isShort(cluster.get(), group.get(), world)) {
      return;
    }
    String logicalId = node.attributes().path("NodeLogicalId").asText();
    Resource next = Nodes.begin(cluster.get(), group.get(), logicalId, world);
    world.change(next, old -> old.withNote("replaces", node.key()));
    tell(
        next,
        "Instance {i} is starting as part of instance replacement in Cluster {c} and IG {g}",
        world);
  }

  private static boolean isShort(Resource cluster, JsonNode group, World world) {
    String name = group.path(ClusterGroups.NAME).asText();
    long there =
        Fleet.staying(cluster, world).stream().filter(n -> Nodes.group(n).equals(name)).count();
    return there < group.path(ClusterGroups.TARGET).asLong();
  }

  private static void tell(Resource node, String text, World world) {
    Clusters.of(node, world)
        .ifPresent(cluster -> ClusterEvents.ofInstance(cluster, node, text, world));
  }

  /** Where a plan has expired, its instances are taken back. */
  static void planExpired(Resource plan, World world) {
    for (Resource node : List.copyOf(world.registry().all(Nodes.TYPE))) {
      if (node.notes().path(NodeView.PLAN).asText().equals(plan.arn())
          && node.lifecycle().way(Lifecycle.DELETE, node.state()).isPresent()) {
        world.trigger(node, Lifecycle.DELETE, "");
      }
    }
  }
}
