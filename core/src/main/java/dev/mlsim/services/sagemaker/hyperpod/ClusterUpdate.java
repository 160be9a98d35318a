package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** UpdateCluster: groups are changed or added by their names, and taken away where it says so. */
final class ClusterUpdate {
  private static final String DELETED = "InstanceGroupsToDelete";
  private static final Set<String> WHOLE =
      Set.of(
          "NodeRecovery",
          "TieredStorageConfig",
          "ClusterRole",
          "AutoScaling",
          "Orchestrator",
          "NodeProvisioningMode",
          "RestrictedInstanceGroupsConfig");

  private ClusterUpdate() {}

  static Resource change(Call call, Resource cluster) {
    Resource changed = call.echoed(changed(call.input(), cluster));
    if (!Clusters.isContinuous(cluster) || cluster.is("Failed")) {
      ObjectNode before = Documents.empty();
      for (String member : ClusterGroups.BOTH) {
        Documents.at(cluster.attributes(), member).ifPresent(g -> before.set(member, g));
      }
      return changed.withNote(ClusterProgress.BEFORE, before);
    }
    Fleet.reconcile(call.world().change(cluster, old -> changed), call.world());
    return call.world().latest(cluster);
  }

  private static Resource changed(ObjectNode input, Resource cluster) {
    Resource changed = cluster;
    for (Map.Entry<String, JsonNode> given : input.properties()) {
      if (WHOLE.contains(given.getKey())) {
        changed = changed.with(given.getKey(), given.getValue());
      }
    }
    for (String member : ClusterGroups.BOTH) {
      if (input.has(member) || (input.has(DELETED) && cluster.attributes().has(member))) {
        changed = changed.with(member, groups(input, cluster, member));
      }
    }
    return changed;
  }

  private static ArrayNode groups(ObjectNode input, Resource cluster, String member) {
    Map<String, ObjectNode> groups = new LinkedHashMap<>();
    for (JsonNode group : cluster.attributes().path(member)) {
      groups.put(group.path(ClusterGroups.NAME).asText(), (ObjectNode) group);
    }
    for (JsonNode given : input.path(member)) {
      String name = given.path(ClusterGroups.NAME).asText();
      ObjectNode details = ClusterGroups.details(given, Clusters.isContinuous(cluster));
      ObjectNode before = groups.get(name);
      groups.put(name, before == null ? details : merged(before, details, given));
    }
    input.path(DELETED).forEach(name -> groups.remove(name.asText()));
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    groups.values().forEach(list::add);
    return list;
  }

  /** What the request doesn't say stays, the release of the image in any case. */
  private static ObjectNode merged(ObjectNode before, ObjectNode details, JsonNode given) {
    ObjectNode merged = Documents.empty().setAll(before);
    List<String> filledIn = new ArrayList<>(List.of(NodeView.CURRENT, NodeView.DESIRED));
    for (String member : List.of("ThreadsPerCore", "MinInstanceCount")) {
      if (!given.has(member)) {
        filledIn.add(member.equals("MinInstanceCount") ? "MinCount" : member);
      }
    }
    details
        .properties()
        .forEach(
            m -> {
              if (!filledIn.contains(m.getKey())) {
                merged.set(m.getKey(), m.getValue());
              }
            });
    return merged;
  }

  /** What a call asks for of the instances, besides what its cluster has. */
  static JsonNode asked(Call call) {
    return switch (call.operation().name()) {
      case "CreateCluster" -> ClusterGroups.fleet(ClusterGroups.all(call.input()), "InstanceCount");
      case "BatchAddClusterNodes" -> NodeAdditions.asked(call);
      default -> more(call);
    };
  }

  private static JsonNode more(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    Map<String, Long> there =
        ClusterGroups.all(cluster)
            .collect(
                Collectors.toMap(
                    g -> g.path(ClusterGroups.NAME).asText(),
                    g -> g.path(ClusterGroups.TARGET).asLong(),
                    (a, b) -> a));
    ArrayNode more = JsonNodeFactory.instance.arrayNode();
    ClusterGroups.all(call.input())
        .forEach(
            group -> {
              long had = there.getOrDefault(group.path(ClusterGroups.NAME).asText(), 0L);
              ObjectNode asked = Documents.empty().setAll((ObjectNode) group);
              more.add(
                  asked.put(
                      "InstanceCount", Math.max(0, group.path("InstanceCount").asLong() - had)));
            });
    return ClusterGroups.fleet(Lists.of(more), "InstanceCount");
  }

  /** How many instances a cluster would have, all told. */
  static long all(Call call) {
    if (call.operation().name().equals("CreateCluster")) {
      return InstanceQuotas.count(asked(call));
    }
    Resource cluster = Clusters.TYPE.require(call);
    return InstanceQuotas.count(ClusterGroups.fleet(cluster)) + InstanceQuotas.count(asked(call));
  }
}
