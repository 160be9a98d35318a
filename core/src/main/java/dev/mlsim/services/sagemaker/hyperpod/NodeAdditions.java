package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.Optional;

/** BatchAddClusterNodes: more nodes for groups of a cluster that is provisioned continuously. */
final class NodeAdditions implements Handler {
  private static final int MOST = 50;
  private static final String BY = "IncrementTargetCountBy";

  private static final List<Precondition> RULES =
      List.of(
          Precondition.of(
              "the cluster is provisioned continuously",
              VALIDATION,
              call ->
                  Optional.of(Clusters.TYPE.require(call))
                      .filter(cluster -> !Clusters.isContinuous(cluster))
                      .map(
                          cluster ->
                              "BatchAddClusterNodes is only supported for clusters with"
                                  + " NodeProvisioningMode Continuous.")),
          NodeBatches.IN_SERVICE,
          Precondition.unless(
              call ->
                  Lists.of(call.input().path("NodesToAdd"))
                          .mapToLong(n -> n.path(BY).asLong())
                          .sum()
                      <= MOST,
              "at most " + MOST + " nodes",
              VALIDATION,
              "At most " + MOST + " nodes can be added in one request."));

  /** The instances that a call asks for, of the groups that there are. */
  static JsonNode asked(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    for (JsonNode more : call.input().path("NodesToAdd")) {
      if (problem(cluster, more, call).isEmpty()) {
        group(cluster, more)
            .ifPresent(
                group ->
                    groups
                        .addObject()
                        .put("InstanceType", ClusterGroups.instanceType(group))
                        .set("InstanceCount", more.path(BY)));
      }
    }
    return ClusterGroups.fleet(Lists.of(groups), "InstanceCount");
  }

  private static Optional<JsonNode> group(Resource cluster, JsonNode more) {
    return ClusterGroups.named(cluster, more.path(ClusterGroups.NAME).asText());
  }

  /** The error code for nodes that can't be added, if they can't. */
  private static Optional<String> problem(Resource cluster, JsonNode more, Call call) {
    Optional<JsonNode> group = group(cluster, more);
    if (group.isEmpty()) {
      return Optional.of("InstanceGroupNotFound");
    }
    if (SoftwareUpdates.isActive(cluster, group.get())) {
      return Optional.of("InvalidInstanceGroupStatus");
    }
    String type = ClusterGroups.instanceType(group.get());
    boolean fits =
        !more.has("InstanceTypes")
            || Lists.of(more.path("InstanceTypes")).anyMatch(t -> t.asText().equals(type));
    String region = call.world().account().region();
    boolean near =
        Lists.of(more.path("AvailabilityZones")).allMatch(z -> z.asText().startsWith(region));
    return fits
        ? near ? Optional.empty() : Optional.of("IncompatibleAvailabilityZones")
        : Optional.of("IncompatibleInstanceTypes");
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    RULES.forEach(rule -> rule.check().verify(call));
    for (Quota quota : Clusters.QUOTAS.toArray()) {
      quota.verify(call);
    }
    ObjectNode output = Documents.empty();
    ArrayNode successful = output.putArray("Successful");
    ArrayNode failed = output.putArray("Failed");
    for (JsonNode more : call.input().path("NodesToAdd")) {
      Optional<String> problem = problem(cluster, more, call);
      if (problem.isPresent()) {
        failed.add(failure(more, problem.get(), cluster));
      } else {
        add(cluster, more, call, successful);
      }
    }
    return output;
  }

  private static ObjectNode failure(JsonNode more, String code, Resource cluster) {
    ObjectNode failure = named(more);
    failure.put("ErrorCode", code).set("FailedCount", more.path(BY));
    String name = more.path(ClusterGroups.NAME).asText();
    return failure.put(
        "Message",
        code.equals("InstanceGroupNotFound")
            ? ClusterRules.noGroup(cluster, name)
            : "Nodes cannot be added to instance group " + name + ".");
  }

  private static ObjectNode named(JsonNode more) {
    ObjectNode named = Documents.empty();
    for (String member : List.of(ClusterGroups.NAME, "AvailabilityZones", "InstanceTypes")) {
      Documents.at(more, member).ifPresent(value -> named.set(member, value));
    }
    return named;
  }

  private static void add(Resource cluster, JsonNode more, Call call, ArrayNode successful) {
    String name = more.path(ClusterGroups.NAME).asText();
    int count = more.path(BY).asInt();
    Resource latest =
        call.world()
            .change(
                cluster,
                old -> {
                  long target = group(old, more).orElseThrow().path(ClusterGroups.TARGET).asLong();
                  ObjectNode changes = Documents.empty().put(ClusterGroups.TARGET, target + count);
                  return ClusterGroups.with(old, name, changes);
                });
    for (int i = 0; i < count; i++) {
      String logicalId = call.world().chance().uuid();
      JsonNode group = group(latest, more).orElseThrow();
      Resource node = Nodes.begin(latest, group, logicalId, call.world());
      NodeView.place(node, more.path("AvailabilityZones").path(0).asText(), call.world());
      successful.add(named(more).put("NodeLogicalId", logicalId).put("Status", "Pending"));
    }
  }

  @Override
  public String kind() {
    return "add nodes";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(Clusters.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return RULES;
  }
}
