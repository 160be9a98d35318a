package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;

/**
 * BatchDelete-, BatchReboot- and BatchReplaceClusterNodes: what can't be done to a node is among
 * the failures of an answer that is none itself.
 *
 * @param trigger what becomes of each node
 * @param prefix with what the error codes begin, {@code Node} or {@code Instance}
 * @param code the member that holds an error code
 * @param most how many nodes a call can name
 * @param always whether empty lists are shown
 */
record NodeBatches(String trigger, String prefix, String code, int most, boolean always)
    implements Handler {

  private static final NodeBatches DELETES = new NodeBatches(DELETE, "Node", "Code", 99, false);
  private static final NodeBatches REBOOTS =
      new NodeBatches(Nodes.REBOOT, "Instance", "ErrorCode", 25, true);
  private static final NodeBatches REPLACES =
      new NodeBatches(Nodes.REPLACE, "Instance", "ErrorCode", 25, true);

  /** Why a node can't have it. */
  private record Refusal(String code, String message) {}

  static void declare(Family family) {
    family
        .operation("BatchAddClusterNodes", new NodeAdditions())
        .operation("BatchDeleteClusterNodes", DELETES)
        .operation("BatchRebootClusterNodes", REBOOTS)
        .operation("BatchReplaceClusterNodes", REPLACES);
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    preconditions().forEach(rule -> rule.check().verify(call));
    ObjectNode output = Documents.empty();
    answer(cluster, call, "NodeIds", "NodeId", "", output);
    if (call.has("NodeLogicalIds")) {
      answer(cluster, call, "NodeLogicalIds", "NodeLogicalId", "NodeLogicalIds", output);
    }
    return output;
  }

  private void answer(
      Resource cluster, Call call, String from, String member, String suffix, ObjectNode output) {
    ArrayNode successful = JsonNodeFactory.instance.arrayNode();
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    for (JsonNode id : call.input().path(from)) {
      Optional<Resource> node =
          suffix.isEmpty()
              ? Nodes.find(cluster, id.asText(), call.world())
              : Nodes.logical(cluster, id.asText(), call.world());
      Optional<Refusal> refusal = refusal(cluster, node, id.asText());
      if (refusal.isPresent()) {
        failed
            .addObject()
            .put(code, refusal.get().code)
            .put("Message", refusal.get().message)
            .set(member, id);
      } else {
        act(cluster, node.orElseThrow(), call.world());
        successful.add(id);
      }
    }
    if (always || !successful.isEmpty()) {
      output.set("Successful" + suffix, successful);
    }
    if (always || !failed.isEmpty()) {
      output.set("Failed" + suffix, failed);
    }
  }

  private Optional<Refusal> refusal(Resource cluster, Optional<Resource> node, String id) {
    if (node.isEmpty()) {
      String missing = "Node " + id + " does not exist in cluster " + cluster.name() + ".";
      return Optional.of(new Refusal(prefix + "IdNotFound", missing));
    }
    String status = node.get().state().status();
    if (Nodes.isLeaving(node.get())
        || node.get().lifecycle().way(trigger, node.get().state()).isEmpty()) {
      String text = "Node " + id + " is in status " + status + ".";
      return Optional.of(new Refusal("Invalid" + prefix + "Status", text));
    }
    boolean isController =
        ClusterGroups.named(cluster, Nodes.group(node.get()))
            .filter(g -> g.path("SlurmConfig").path("NodeType").asText().equals("Controller"))
            .isPresent();
    return isController && !trigger.equals(Nodes.REBOOT)
        ? Optional.of(
            new Refusal(prefix + "IdInUse", "Node " + id + " is a controller node of Slurm."))
        : Optional.empty();
  }

  private void act(Resource cluster, Resource node, World world) {
    if (trigger.equals(DELETE)) {
      String group = Nodes.group(node);
      world.change(
          cluster,
          old -> {
            long target =
                ClusterGroups.named(old, group)
                    .map(g -> g.path(ClusterGroups.TARGET).asLong())
                    .orElse(1L);
            return ClusterGroups.with(
                old, group, Documents.empty().put(ClusterGroups.TARGET, Math.max(0, target - 1)));
          });
    }
    world.trigger(node, trigger, "");
  }

  @Override
  public String kind() {
    return trigger + " nodes";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(Clusters.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(
        Precondition.unless(
            call -> call.has("NodeIds") || call.has("NodeLogicalIds"),
            "NodeIds or NodeLogicalIds",
            VALIDATION,
            "At least one of NodeIds and NodeLogicalIds must be specified."),
        Precondition.unless(
            call -> call.input().path("NodeIds").size() <= most,
            "at most " + most + " nodes",
            VALIDATION,
            "At most " + most + " nodes can be specified in one request."),
        IN_SERVICE);
  }

  static final Precondition IN_SERVICE =
      Precondition.of(
          "the cluster is InService",
          VALIDATION,
          call ->
              Optional.of(Clusters.TYPE.require(call))
                  .filter(cluster -> !cluster.is("InService"))
                  .map(
                      cluster ->
                          "Cluster "
                              + cluster.name()
                              + " is in "
                              + cluster.state().status()
                              + " state; it must be InService."));
}
