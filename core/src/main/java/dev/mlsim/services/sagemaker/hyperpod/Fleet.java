package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The nodes of a cluster: as many as its groups are to have. */
final class Fleet {
  /** Whom to take away first: who doesn't run, then who came last. */
  private static final Comparator<Resource> DISPENSABLE =
      Comparator.<Resource, Boolean>comparing(Nodes::hasRun)
          .thenComparing(Comparator.comparing(Resource::sequence).reversed());

  private Fleet() {}

  /** All nodes of a cluster, the oldest first. */
  static Collection<Resource> of(Resource cluster, World world) {
    return world.registry().group(Nodes.TYPE, cluster.key());
  }

  /** Those that are not on their way out. */
  static List<Resource> staying(Resource cluster, World world) {
    return of(cluster, world).stream().filter(node -> !Nodes.isLeaving(node)).toList();
  }

  /** The nodes that a cluster has to wait for. */
  static List<Resource> unsettled(Resource cluster, World world) {
    return of(cluster, world).stream()
        .filter(node -> cluster.is("Deleting") || Nodes.isUnsettled(node))
        .toList();
  }

  /** The nodes on their way, whom who polls the cluster waits for. */
  static List<Resource> moving(Resource cluster, World world) {
    return of(cluster, world).stream().filter(Nodes::isUnsettled).toList();
  }

  /** Makes what nodes are lacking, and takes away what are too many. */
  static void reconcile(Resource cluster, World world) {
    Map<String, List<Resource>> groups =
        staying(cluster, world).stream().collect(Collectors.groupingBy(Nodes::group));
    for (JsonNode group : ClusterGroups.all(cluster).toList()) {
      String name = group.path(ClusterGroups.NAME).asText();
      List<Resource> there = groups.getOrDefault(name, List.of());
      int target = group.path(ClusterGroups.TARGET).asInt();
      if (there.size() != target) {
        ClusterEvents.ofGroup(cluster, name, "scaling", "started successfully", world);
      }
      for (int i = there.size(); i < target; i++) {
        Nodes.begin(cluster, group, world.chance().uuid(), world);
      }
      remove(there, there.size() - target, world);
      groups.remove(name);
    }
    groups.values().forEach(left -> remove(left, left.size(), world));
  }

  private static void remove(List<Resource> nodes, int count, World world) {
    List<Resource> all = new ArrayList<>(nodes);
    all.sort(DISPENSABLE);
    for (int i = 0; i < count; i++) {
      world.trigger(all.get(i), DELETE, "");
    }
  }

  static void removeAll(Resource cluster, World world) {
    List<Resource> nodes = staying(cluster, world);
    remove(nodes, nodes.size(), world);
  }
}
