package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes of HyperPod's clusters: one for each instance. A node that is replaced is another one
 * with the same logical id. The statuses are those of the API reference (DescribeClusterNode); how
 * long they last is judged by what users have measured.
 */
final class Nodes {
  /** Notes of a node: its cluster, and that it waits for its turn to be updated. */
  static final String CLUSTER = "cluster";

  static final String TURN = "turn";

  static final String CHECK = "check";
  static final String RECOVER = "recover";
  static final String RETRY = "retry";
  static final String REPLACE = "replace";
  static final String REBOOT = "reboot";
  static final String SOFTWARE = "update software";
  static final String AFTER_A_WHILE = "update software after a while";

  private static final String WAITS = "Waiting for capacity";
  private static final String LAUNCHED = "Launching the instance";
  private static final Duration LEAVES = ofMinutes(2);
  private static final Duration UPDATES = ofMinutes(15);

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("Pending", ofMinutes(5), WAITS),
              stay("Pending", ofMinutes(15), LAUNCHED),
              rest("Running"))
          .on(CHECK)
          .from("Pending", "Running")
          .goes(stay("DeepHealthCheckInProgress", ofMinutes(90)), rest("Running"))
          .on(FAIL)
          .from("Pending", "DeepHealthCheckInProgress", "Running", "SystemUpdating")
          .goes(rest("Failure"))
          .on(RECOVER)
          .from("Failure")
          .goes(stay("Failure", ofSeconds(30)), stay("ShuttingDown", LEAVES), gone())
          .on(RETRY)
          .from("Failure")
          .goes(stay("Failure", ofMinutes(10)), gone())
          .on(REPLACE)
          .from("Running", "Failure")
          .goes(stay("ShuttingDown", LEAVES), gone())
          .on(REBOOT)
          .from("Running", "Failure")
          .goes(stay("Pending", ofMinutes(2)), rest("Running"))
          .on(SOFTWARE)
          .from("Running")
          .goes(stay("SystemUpdating", UPDATES), rest("Running"))
          .on(AFTER_A_WHILE)
          .from("Running")
          .goes(stay("Running", ofMinutes(1)), stay("SystemUpdating", UPDATES), rest("Running"))
          .on(DELETE)
          .from("Pending", "DeepHealthCheckInProgress", "Running", "SystemUpdating", "Failure")
          .goes(stay("ShuttingDown", LEAVES), gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("cluster-node")
          .called("InstanceId")
          .foundBy(Nodes::find)
          .grouped(node -> node.notes().path(CLUSTER).asText())
          .lifecycle(LIFECYCLE)
          .status("InstanceStatus")
          .times("CreationTime", "")
          .computed("InstanceStatus", NodeView::status)
          .computed("InstanceId", NodeView::instanceId)
          .computed("LaunchTime", NodeView::launchTime)
          .computed("LastSoftwareUpdateTime", NodeView::updateTime)
          .computed("Placement", NodeView::placement)
          .computed("PrivatePrimaryIp", NodeView::address)
          .computed("PrivateDnsHostname", NodeView::host)
          .computed("CurrentImageReleaseVersion", NodeView.release("CurrentImageReleaseVersion"))
          .computed("DesiredImageReleaseVersion", NodeView.release("DesiredImageReleaseVersion"))
          .computed("ImageVersionStatus", NodeView::imageStatus)
          .durations(Nodes::durations)
          .entering("Pending", NodeEffects::pending)
          .entering("DeepHealthCheckInProgress", NodeEffects::checked)
          .entering("Running", NodeEffects::running)
          .entering("Failure", NodeEffects::failed)
          .entering("SystemUpdating", NodeEffects::updating)
          .entering("ShuttingDown", NodeEffects::leaving)
          .entering("Gone", NodeEffects::gone)
          .emits(
              new Emission(
                  "SageMaker HyperPod Cluster Node Health Event",
                  Emission.Moment.BREAKDOWN,
                  NodeView::health))
          .bills(
              Rate.byName("ml.*", Nodes::usage)
                  .during(
                      "Pending",
                      "DeepHealthCheckInProgress",
                      "Running",
                      "SystemUpdating",
                      "Failure")
                  .once(Nodes::isUp))
          .holds(Holding.byName(Nodes::onPlan))
          .missing(
              NOT_FOUND,
              (call, name) ->
                  "Node "
                      + call.text("NodeId").or(() -> call.text("NodeLogicalId")).orElse(name)
                      + " does not exist in cluster "
                      + call.text("ClusterName").orElse("")
                      + ".")
          .build();

  private static final Precondition OF_CLUSTER = Precondition.exists("ClusterName", Clusters.TYPE);

  private Nodes() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "DescribeClusterNode",
            Guarded.by(
                Describe.a(TYPE).in("NodeDetails"),
                OF_CLUSTER,
                Precondition.oneOf(VALIDATION, "NodeId", "NodeLogicalId")))
        .operation(
            "ListClusterNodes",
            ListAll.of(TYPE)
                .sorted("", false)
                .requires(OF_CLUSTER)
                .filter("ClusterName", (node, value, world) -> true)
                .filter("IncludeNodeLogicalIds", (node, value, world) -> true)
                .among(Nodes::listed));
  }

  /** Only those that have an instance, unless the caller asks for the others too. */
  private static Collection<Resource> listed(Call call) {
    Resource cluster = call.require(Clusters.TYPE, call.text("ClusterName").orElse(""));
    return Fleet.of(cluster, call.world()).stream()
        .filter(node -> call.flag("IncludeNodeLogicalIds") || launched(node).isPresent())
        .toList();
  }

  private static Optional<Resource> find(Call call) {
    return call.world()
        .registry()
        .find(Clusters.TYPE, call.text("ClusterName").orElse(""))
        .flatMap(
            cluster ->
                call.has("NodeId")
                    ? find(cluster, call.text("NodeId").orElse(""), call.world())
                    : logical(cluster, call.text("NodeLogicalId").orElse(""), call.world()));
  }

  /** The node of that instance. */
  static Optional<Resource> find(Resource cluster, String instance, World world) {
    return world
        .registry()
        .byKey(TYPE, instance)
        .filter(node -> node.notes().path(CLUSTER).asText().equals(cluster.key()))
        .filter(node -> launched(node).isPresent());
  }

  /** The newest node of that logical id: one that is replaced is there for a while, too. */
  static Optional<Resource> logical(Resource cluster, String id, World world) {
    Resource found = null;
    for (Resource node : Fleet.of(cluster, world)) {
      found = node.attributes().path("NodeLogicalId").asText().equals(id) ? node : found;
    }
    return Optional.ofNullable(found);
  }

  /** One more node of a group. */
  static Resource begin(Resource cluster, JsonNode group, String logicalId, World world) {
    ObjectNode attributes = Documents.empty();
    for (String member :
        List.of(
            "InstanceGroupName",
            "LifeCycleConfig",
            "ThreadsPerCore",
            "InstanceStorageConfigs",
            "OverrideVpcConfig",
            "NetworkInterface",
            "KubernetesConfig",
            "CurrentImageId",
            "DesiredImageId")) {
      Documents.at(group, member).ifPresent(value -> attributes.set(member, value));
    }
    attributes.put("InstanceType", ClusterGroups.instanceType(group));
    attributes.put("NodeLogicalId", logicalId);
    attributes.put(
        "CapacityType", group.at("/CapacityRequirements/Spot").isObject() ? "Spot" : "OnDemand");
    String id = "i-0" + world.chance().hex(16);
    Resource node =
        new Resource(TYPE.name(), id, id, "", LIFECYCLE, attributes, world.now())
            .withNotes(NodeView.notes(cluster, group, world));
    ClusterEvents.ofInstance(
        cluster, node, "Instance creation started successfully in Cluster {c} and IG {g}", world);
    return world.begin(TYPE, node);
  }

  private static Plan durations(Resource node, Plan plan, World world) {
    String trigger = plan.steps().get(0).trigger();
    if (trigger.equals(AFTER_A_WHILE)) {
      return plan.taking("Running", Duration.ofSeconds(node.notes().path(TURN).asLong()));
    }
    if (!trigger.equals(CREATE)) {
      return plan;
    }
    Plan awaited = onceActive(node, plan, world);
    return node.notes().path(NodeView.CHECKS).asBoolean()
        ? awaited.meeting("Pending", CHECK, "")
        : awaited;
  }

  /** Nodes on a training plan come when its capacity is there. */
  private static Plan onceActive(Resource node, Plan plan, World world) {
    Optional<Instant> start =
        PlannedCapacity.start(node.notes().path(NodeView.PLAN).asText(), world);
    if (start.isEmpty() || !start.get().isAfter(world.now())) {
      return plan;
    }
    List<PlannedStep> steps = new ArrayList<>(plan.steps());
    Duration wait = Duration.between(world.now(), start.get());
    steps.set(
        0,
        steps
            .get(0)
            .staying(
                Optional.of(wait.plus(plan.steps().get(0).step().stay().orElse(Duration.ZERO)))));
    return new Plan(plan.lifecycle(), steps);
  }

  static String group(Resource node) {
    return node.attributes().path(ClusterGroups.NAME).asText();
  }

  /** Whether it has been running, be it that it has failed since. */
  static boolean hasRun(Resource node) {
    return node.entered("Running").isPresent();
  }

  private static boolean isUp(Resource node) {
    return hasRun(node) || node.entered("DeepHealthCheckInProgress").isPresent();
  }

  /** Whether it shuts down, or another is to take its place soon. */
  static boolean isLeaving(Resource node) {
    String by = node.lastTransition().trigger();
    return node.is("ShuttingDown")
        || (node.is("Failure") && (by.equals(RECOVER) || by.equals(RETRY)));
  }

  /** Whether it is neither running nor has it failed. */
  static boolean isUnsettled(Resource node) {
    return node.is("Running") ? node.notes().has(TURN) : !node.is("Failure");
  }

  /** How long it takes until it runs, has failed or is gone. */
  static Duration untilSettled(Plan plan) {
    Duration sum = Duration.ZERO;
    boolean first = true;
    for (PlannedStep step : plan.steps()) {
      State state = step.step().state();
      boolean settled = state.status().equals("Running") || state.status().equals("Failure");
      if (settled && !first) {
        return sum;
      }
      first = false;
      sum = sum.plus(step.step().stay().orElse(Duration.ZERO));
    }
    return sum;
  }

  /** When its instance was launched. */
  static Optional<Instant> launched(Resource node) {
    return node.history().stream()
        .filter(move -> move.message().equals(LAUNCHED))
        .findFirst()
        .map(move -> move.at());
  }

  /** Capacity of a training plan is paid for already. */
  private static Map<String, Long> usage(Resource node) {
    return node.notes().has(NodeView.PLAN)
        ? Map.of()
        : Map.of(node.attributes().path("InstanceType").asText(), 1L);
  }

  private static Map<String, Long> onPlan(Resource node) {
    String plan = node.notes().path(NodeView.PLAN).asText();
    return plan.isEmpty() ? Map.of() : Map.of(PlannedCapacity.holding(plan), 1L);
  }
}
