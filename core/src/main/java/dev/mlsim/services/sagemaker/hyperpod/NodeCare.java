package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Deep health checks on demand, and volumes that are attached to nodes. */
final class NodeCare {
  /** A note of a node: its volumes, each with the name of its device. */
  private static final String VOLUMES = "volumes";

  private static final Precondition ON_EKS =
      Precondition.unless(
          call -> Clusters.isOnEks(Clusters.TYPE.require(call).attributes()),
          "the cluster is orchestrated by EKS",
          VALIDATION,
          "This operation is only supported for clusters that are orchestrated by EKS.");

  private NodeCare() {}

  /**
   * An operation on the nodes of a cluster of EKS that is in service.
   *
   * @param kind what it does
   * @param act does it
   */
  private record Act(String kind, Function<Call, ObjectNode> act) implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      Clusters.TYPE.require(call);
      preconditions().forEach(rule -> rule.check().verify(call));
      return act.apply(call);
    }

    @Override
    public Optional<ResourceType> type() {
      return Optional.of(Clusters.TYPE);
    }

    @Override
    public List<Precondition> preconditions() {
      return List.of(ON_EKS, NodeBatches.IN_SERVICE);
    }
  }

  static void declare(Family family) {
    family
        .operation("StartClusterHealthCheck", new Act("check nodes", NodeCare::check))
        .operation("AttachClusterNodeVolume", new Act("attach volume", NodeCare::attach))
        .operation("DetachClusterNodeVolume", new Act("detach volume", NodeCare::detach));
  }

  private static ServiceError wrong(String text) {
    return new ServiceError(VALIDATION, text);
  }

  private static ObjectNode check(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    Set<Resource> nodes = new LinkedHashSet<>();
    for (JsonNode config : call.input().path("DeepHealthCheckConfigurations")) {
      nodes.addAll(checked(cluster, config, call));
    }
    nodes.forEach(node -> call.world().trigger(node, Nodes.CHECK, ""));
    return Documents.empty().put("ClusterArn", cluster.arn());
  }

  private static List<Resource> checked(Resource cluster, JsonNode config, Call call) {
    String name = config.path(ClusterGroups.NAME).asText();
    if (ClusterGroups.named(cluster, name).isEmpty()) {
      throw wrong(ClusterRules.noGroup(cluster, name));
    }
    List<Resource> nodes = new ArrayList<>();
    if (config.path("InstanceIds").isEmpty()) {
      Fleet.of(cluster, call.world()).stream()
          .filter(node -> Nodes.group(node).equals(name) && node.is("Running"))
          .forEach(nodes::add);
    }
    for (JsonNode id : config.path("InstanceIds")) {
      Resource node = running(cluster, id.asText(), call);
      if (!Nodes.group(node).equals(name)) {
        throw wrong("Node " + id.asText() + " is not in instance group " + name + ".");
      }
      nodes.add(node);
    }
    return nodes;
  }

  private static Resource running(Resource cluster, String id, Call call) {
    Resource node =
        Nodes.find(cluster, id, call.world()).orElseThrow(() -> Nodes.TYPE.missing(call, id));
    if (!node.is("Running")) {
      String status = node.state().status();
      throw wrong("Node " + id + " is in status " + status + "; it must be Running.");
    }
    return node;
  }

  private static ObjectNode attach(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    Resource node = running(cluster, call.text("NodeId").orElse(""), call);
    if (ClusterGroups.isRestricted(cluster, Nodes.group(node))) {
      throw wrong("Volumes cannot be attached to nodes of a restricted instance group.");
    }
    String volume = call.text("VolumeId").orElse("");
    for (Resource other : call.world().registry().all(Nodes.TYPE)) {
      if (other.notes().path(VOLUMES).has(volume)) {
        throw wrong("Volume " + volume + " is already attached to " + other.key() + ".");
      }
    }
    String device = device(node);
    ObjectNode attached = Documents.empty().put("DeviceName", device);
    attached.set("AttachTime", Timestamps.of(call.now()));
    changeVolumes(node, call, volumes -> volumes.set(volume, attached));
    return shown(cluster, call, attached, "attaching");
  }

  /** The first name of a device that is free. */
  private static String device(Resource node) {
    Set<String> taken = new TreeSet<>();
    Lists.texts(node.notes().path(VOLUMES), "DeviceName").forEach(taken::add);
    for (char letter = 'b'; letter <= 'z'; letter++) {
      if (!taken.contains("/dev/xvd" + letter)) {
        return "/dev/xvd" + letter;
      }
    }
    throw wrong("Node " + node.key() + " has no free device name.");
  }

  private static void changeVolumes(Resource node, Call call, Consumer<ObjectNode> change) {
    ObjectNode volumes = Documents.empty();
    node.notes().path(VOLUMES).properties().forEach(v -> volumes.set(v.getKey(), v.getValue()));
    change.accept(volumes);
    call.world().change(node, old -> old.withNote(VOLUMES, volumes));
  }

  private static ObjectNode detach(Call call) {
    Resource cluster = Clusters.TYPE.require(call);
    Resource node = running(cluster, call.text("NodeId").orElse(""), call);
    String volume = call.text("VolumeId").orElse("");
    JsonNode attached = node.notes().path(VOLUMES).path(volume);
    if (attached.isMissingNode()) {
      throw wrong("Volume " + volume + " is not attached to node " + node.key() + ".");
    }
    changeVolumes(node, call, volumes -> volumes.remove(volume));
    return shown(cluster, call, attached, "detaching");
  }

  private static ObjectNode shown(Resource cluster, Call call, JsonNode attached, String status) {
    ObjectNode output = Documents.empty().put("ClusterArn", cluster.arn());
    output.set("NodeId", call.input().path("NodeId"));
    output.set("VolumeId", call.input().path("VolumeId"));
    output.set("AttachTime", attached.path("AttachTime"));
    output.put("Status", status).set("DeviceName", attached.path("DeviceName"));
    return output;
  }
}
