package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The instance groups of a cluster. They are kept in the form in which DescribeCluster shows them,
 * in which some of what a request gives has another name; what is counted is added when somebody
 * looks.
 */
final class ClusterGroups {
  static final String GROUPS = "InstanceGroups";
  static final String RESTRICTED = "RestrictedInstanceGroups";
  static final String NAME = "InstanceGroupName";
  static final String TARGET = "TargetCount";
  static final String PLAN = "TrainingPlanArn";
  static final List<String> BOTH = List.of(GROUPS, RESTRICTED);

  /** The release that a group starts with where the request names none. */
  private static final String RELEASE = "1.0.0";

  private static final Map<String, String> RENAMED =
      Map.of("InstanceCount", TARGET, "MinInstanceCount", "MinCount");

  private ClusterGroups() {}

  /** Brings the groups of a new cluster into the form in which they are kept. */
  static void prepare(ObjectNode attributes) {
    boolean continuous = attributes.has("NodeProvisioningMode");
    for (String member : BOTH) {
      JsonNode given = attributes.path(member);
      if (given.isArray()) {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        given.forEach(group -> groups.add(details(group, continuous)));
        attributes.set(member, groups);
      }
    }
  }

  /** A group as it is shown, of a request's. */
  static ObjectNode details(JsonNode spec, boolean continuous) {
    ObjectNode group = Documents.empty();
    spec.properties()
        .forEach(m -> group.set(RENAMED.getOrDefault(m.getKey(), m.getKey()), m.getValue()));
    doubled(group, "KubernetesConfig", "Labels", "Taints");
    doubled(group, "InstanceRequirements", "InstanceTypes");
    JsonNode image = group.remove("ImageId");
    if (image != null) {
      group.set("CurrentImageId", image);
      group.set("DesiredImageId", image);
    }
    JsonNode release = group.remove("ImageReleaseVersion");
    String version = release == null ? RELEASE : release.asText();
    group.put("CurrentImageReleaseVersion", version).put("DesiredImageReleaseVersion", version);
    ObjectNode defaults = Documents.empty().put("ThreadsPerCore", 1);
    if (continuous) {
      defaults.put("MinCount", isOfSlurm(group) ? 1 : 0);
    }
    return Documents.withDefaults(group, defaults);
  }

  private static boolean isOfSlurm(ObjectNode group) {
    String type = group.path("SlurmConfig").path("NodeType").asText();
    return type.equals("Controller") || type.equals("Login");
  }

  /** What is asked for and what is in force are shown apart. */
  private static void doubled(ObjectNode group, String member, String... names) {
    JsonNode given = group.path(member);
    if (given.isObject()) {
      ObjectNode shown = group.putObject(member);
      for (String name : names) {
        if (given.has(name)) {
          shown.set("Current" + name, given.get(name));
          shown.set("Desired" + name, given.get(name));
        }
      }
    }
  }

  static ObjectNode sharedEnvironment(JsonNode given) {
    ObjectNode shown = Documents.empty();
    for (String when : List.of("Current", "Desired")) {
      given.properties().forEach(m -> shown.set(when + m.getKey(), m.getValue()));
    }
    ObjectNode config = Documents.empty();
    config.set("SharedEnvironmentConfig", shown);
    return config;
  }

  /** All groups, the restricted ones last. */
  static Stream<JsonNode> all(Resource cluster) {
    return all(cluster.attributes());
  }

  static Stream<JsonNode> all(JsonNode document) {
    return BOTH.stream().flatMap(member -> Lists.of(document.path(member)));
  }

  static Optional<JsonNode> named(Resource cluster, String name) {
    return all(cluster).filter(group -> group.path(NAME).asText().equals(name)).findFirst();
  }

  static boolean isRestricted(Resource cluster, String name) {
    return Lists.texts(cluster.attributes().path(RESTRICTED), NAME).anyMatch(name::equals);
  }

  /** The cluster with one of its groups changed. */
  static Resource with(Resource cluster, String name, ObjectNode changes) {
    Resource changed = cluster;
    for (String member : BOTH) {
      if (cluster.attributes().path(member).isArray()) {
        ArrayNode groups = JsonNodeFactory.instance.arrayNode();
        for (JsonNode group : cluster.attributes().path(member)) {
          boolean isIt = group.path(NAME).asText().equals(name);
          groups.add(isIt ? Documents.merged((ObjectNode) group, changes) : group);
        }
        changed = changed.with(member, groups);
      }
    }
    return changed;
  }

  /** The type of a group's instances; the first of those that are as good. */
  static String instanceType(JsonNode group) {
    JsonNode types = group.path("InstanceRequirements").path("DesiredInstanceTypes");
    return group.path("InstanceType").asText(types.path(0).asText());
  }

  static Optional<JsonNode> plans(Resource cluster) {
    ArrayNode plans = JsonNodeFactory.instance.arrayNode();
    all(cluster)
        .map(group -> group.path(PLAN).asText())
        .filter(plan -> !plan.isEmpty())
        .distinct()
        .forEach(plans::add);
    return plans.isEmpty() ? Optional.empty() : Optional.of(plans);
  }

  /** How many instances of which type a cluster is to have, for the quotas. */
  static JsonNode fleet(Resource cluster) {
    return fleet(all(cluster), TARGET);
  }

  /** The same of groups that give the count under that name. */
  static JsonNode fleet(Stream<JsonNode> groups, String count) {
    ObjectNode fleet = Documents.empty();
    ArrayNode list = fleet.putArray(GROUPS);
    groups.forEach(
        group ->
            list.addObject()
                .put("InstanceType", instanceType(details(group, false)))
                .put("InstanceCount", group.path(count).asLong()));
    return fleet;
  }

  static long largestVolume(JsonNode input) {
    return all(input)
        .flatMap(group -> Lists.of(group.path("InstanceStorageConfigs")))
        .mapToLong(storage -> storage.path("EbsVolumeConfig").path("VolumeSizeInGB").asLong())
        .max()
        .orElse(0);
  }
}
