package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The events of clusters that are provisioned continuously, in the words of "SageMaker HyperPod
 * cluster events reference" of the developer guide; the latest 500 of a cluster are kept.
 */
final class ClusterEvents {
  private static final int KEPT = 500;
  private static final String CLUSTER = "cluster";

  static final ResourceType TYPE =
      ResourceType.named("cluster-event")
          .called("Description")
          .foundBy(ClusterEvents::find)
          .grouped(event -> event.notes().path(CLUSTER).asText())
          .times("EventTime", "")
          .emits(Emission.ofStatus("SageMaker HyperPod Cluster Event", ClusterEvents::detail))
          .missing(
              NOT_FOUND,
              (call, id) ->
                  "Event "
                      + call.text("EventId").orElse(id)
                      + " does not exist in cluster "
                      + call.text("ClusterName").orElse("")
                      + ".")
          .build();

  private static final Precondition[] RULES = {
    Precondition.exists("ClusterName", Clusters.TYPE),
    Precondition.of(
        "the cluster is provisioned continuously",
        VALIDATION,
        call ->
            Optional.of(cluster(call))
                .filter(cluster -> !Clusters.isContinuous(cluster))
                .map(
                    cluster ->
                        "Cluster "
                            + cluster.name()
                            + " does not have NodeProvisioningMode Continuous, which cluster events"
                            + " require."))
  };

  private ClusterEvents() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("DescribeClusterEvent", Guarded.by(Describe.a(TYPE).in("EventDetails"), RULES))
        .operation(
            "ListClusterEvents",
            ListAll.of(TYPE)
                .requires(RULES)
                .filter("ClusterName", (event, value, world) -> true)
                .filter(
                    "NodeId",
                    (event, value, world) -> event.attributes().path("InstanceId").equals(value))
                .among(call -> of(cluster(call), call.world())));
  }

  private static Resource cluster(Call call) {
    return call.require(Clusters.TYPE, call.text("ClusterName").orElse(""));
  }

  private static Collection<Resource> of(Resource cluster, World world) {
    return world.registry().group(TYPE, cluster.key());
  }

  private static Optional<Resource> find(Call call) {
    Optional<Resource> cluster =
        call.world().registry().find(Clusters.TYPE, call.text("ClusterName").orElse(""));
    return call.world()
        .registry()
        .byKey(TYPE, call.text("EventId").orElse(""))
        .filter(event -> cluster.isPresent())
        .filter(e -> e.notes().path(CLUSTER).asText().equals(cluster.orElseThrow().key()));
  }

  /** Something is done to the cluster. */
  static void ofCluster(Resource cluster, String operation, String how, World world) {
    add(
        cluster,
        "Cluster",
        "Info",
        "Cluster {c} " + operation + " " + how,
        Documents.empty(),
        world);
  }

  /** Something is done to a group. */
  static void ofGroup(Resource cluster, String group, String operation, String how, World world) {
    ObjectNode more = Documents.empty().put(ClusterGroups.NAME, group);
    String text = "InstanceGroup {g} " + operation + " " + how + " in Cluster {c}";
    add(cluster, "InstanceGroup", "Info", text, more, world);
  }

  /** The same in other words. */
  static void ofGroup(Resource cluster, String group, String text, World world) {
    ObjectNode more = Documents.empty().put(ClusterGroups.NAME, group);
    add(cluster, "InstanceGroup", "Info", text, more, world);
  }

  /** Something becomes of a node: in the text are places for the cluster, group and instance. */
  static void ofInstance(Resource cluster, Resource node, String text, World world) {
    add(cluster, "Instance", "Info", text, of(node, Documents.empty()), world);
  }

  /** Something went wrong with a node. */
  static void failure(Resource cluster, Resource node, String text, String why, World world) {
    ObjectNode metadata = Documents.empty().put("FailureMessage", why);
    add(cluster, "Instance", "Error", text, of(node, metadata), world);
  }

  private static ObjectNode of(Resource node, ObjectNode metadata) {
    metadata.set("NodeLogicalId", node.attributes().path("NodeLogicalId"));
    ObjectNode more = Documents.empty();
    more.put(ClusterGroups.NAME, Nodes.group(node)).put("InstanceId", node.key());
    more.putObject("EventDetails").putObject("EventMetadata").set("Instance", metadata);
    return more;
  }

  private static void add(
      Resource cluster, String kind, String level, String text, ObjectNode more, World world) {
    if (!Clusters.isContinuous(cluster)) {
      return;
    }
    String id = world.chance().uuid();
    String says =
        text.replace("{c}", cluster.name())
            .replace("{g}", more.path(ClusterGroups.NAME).asText())
            .replace("{i}", more.path("InstanceId").asText());
    ObjectNode event =
        Documents.empty()
            .put("EventId", id)
            .put("ClusterArn", cluster.arn())
            .put("ClusterName", cluster.name())
            .put("ResourceType", kind)
            .put("EventLevel", level)
            .put("Description", says)
            .setAll(more);
    Resource made =
        new Resource(TYPE.name(), id, says, "", Lifecycle.STATELESS, event, world.now());
    world.begin(TYPE, made.withNote(CLUSTER, cluster.key()));
    Collection<Resource> all = of(cluster, world);
    if (all.size() > KEPT) {
      world.remove(all.iterator().next());
    }
  }

  static void forget(Resource cluster, World world) {
    List.copyOf(of(cluster, world)).forEach(event -> world.remove(event));
  }

  /** What EventBridge is told: as consumers receive it, without what lies below the metadata. */
  private static ObjectNode detail(ResourceType type, Resource event, World world) {
    ObjectNode detail = Documents.empty();
    ObjectNode inner = detail.putObject("EventDetails");
    for (String member :
        List.of(
            "EventId",
            "ClusterArn",
            "ClusterName",
            ClusterGroups.NAME,
            "InstanceId",
            "ResourceType")) {
      Optional<JsonNode> value = Documents.at(event.attributes(), member);
      value.ifPresent(v -> inner.set(member, v));
    }
    inner.put("EventTime", event.created().toEpochMilli());
    ObjectNode metadata = inner.putObject("EventDetails").putObject("EventMetadata");
    for (String part : List.of("Cluster", "InstanceGroup", "InstanceGroupScaling", "Instance")) {
      metadata.putNull(part);
    }
    inner.set("EventLevel", event.attributes().path("EventLevel"));
    inner.set("Description", event.attributes().path("Description"));
    return detail;
  }
}
