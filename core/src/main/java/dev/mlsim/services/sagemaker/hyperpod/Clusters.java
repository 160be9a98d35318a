package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.List;
import java.util.Optional;

/**
 * HyperPod's clusters: the statuses of the API reference (DescribeCluster). A cluster that isn't
 * provisioned continuously is Creating, Updating, SystemUpdating and Deleting for as long as its
 * nodes are on their way; one that is, is InService meanwhile ("Continuous provisioning for
 * enhanced cluster operations" of the developer guide).
 */
final class Clusters {
  /** A cluster looks again whether its nodes are where they are to be. */
  static final String WAIT = "wait for nodes";

  /** What is provisioned continuously is in service without its nodes. */
  static final String PROVISION = "provision";

  /** What is provisioned continuously is in service while it changes. */
  static final String SCALE = "scale";

  static final String SOFTWARE = "update software";

  private static final int ID = 12;
  private static final String MOST = "Maximum number of SageMaker HyperPod clusters allowed";

  /** Of a state with a phase of the same name both are meant; the last phase takes no time. */
  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(
              stay("Creating", ofMinutes(5)),
              stay("Creating/Creating", ofMinutes(20)),
              stay("Creating/Created", ZERO),
              rest("InService"))
          .on(PROVISION)
          .from("Creating")
          .goes(rest("InService"))
          .on(WAIT)
          .from("Creating/Creating", "Creating/Created")
          .goes(
              stay("Creating/Creating", ofMinutes(1)),
              stay("Creating/Created", ZERO),
              rest("InService"))
          .on(WAIT)
          .from("Updating", "Updating/Updated")
          .goes(stay("Updating", ofMinutes(1)), stay("Updating/Updated", ZERO), rest("InService"))
          .on(WAIT)
          .from("SystemUpdating", "SystemUpdating/Updated")
          .goes(
              stay("SystemUpdating", ofMinutes(1)),
              stay("SystemUpdating/Updated", ZERO),
              rest("InService"))
          .on(WAIT)
          .from("Deleting", "Deleting/Deleted")
          .goes(stay("Deleting", ofMinutes(1)), stay("Deleting/Deleted", ZERO), gone())
          .on(FAIL)
          .from("Creating", "Creating/Creating")
          .goes(stay("RollingBack", ofMinutes(10)), rest("Failed"))
          .on(FAIL)
          .from("Updating", "SystemUpdating")
          .goes(stay("RollingBack", ofMinutes(10)), rest("InService"))
          .on(FAIL)
          .from("Deleting")
          .goes(rest("Failed"))
          .on(UPDATE)
          .from("InService", "Failed")
          .goes(stay("Updating", ofMinutes(1)), stay("Updating/Updated", ZERO), rest("InService"))
          .on(SCALE)
          .from("InService")
          .goes(rest("InService"))
          .on(SOFTWARE)
          .from("InService")
          .goes(
              stay("SystemUpdating", ofMinutes(1)),
              stay("SystemUpdating/Updated", ZERO),
              rest("InService"))
          .on(DELETE)
          .from("InService", "Failed", "RollingBack")
          .goes(stay("Deleting", ofMinutes(1)), stay("Deleting/Deleted", ZERO), gone())
          .build();

  static final InstanceQuotas QUOTAS =
      new InstanceQuotas("ClusterInstanceType", fleet -> fleet)
          .asking(call -> ClusterUpdate.asked(call))
          .keptIn(cluster -> ClusterGroups.fleet(cluster))
          .each("cluster usage", cluster -> true)
          .all(
              "Total number of instances allowed across SageMaker HyperPod clusters",
              10_000,
              4,
              cluster -> true)
          .perCall(
              "Maximum number of instances allowed per SageMaker HyperPod cluster",
              "Instances",
              2_000,
              call -> ClusterUpdate.all(call))
          .perCall(
              "Maximum size of EBS volume in GB for a SageMaker HyperPod cluster instance",
              "GBs",
              16_384,
              call -> ClusterGroups.largestVolume(call.input()));

  static final ResourceType TYPE =
      ResourceType.named("cluster")
          .identifiedBy("ClusterName")
          .foundByNameOrArn()
          .arn("ClusterArn", "cluster/{id}")
          .lifecycle(LIFECYCLE)
          .status("ClusterStatus")
          .times("CreationTime", "")
          .computed("FailureMessage", Clusters::failure)
          .computed("InstanceGroups", (cluster, world) -> GroupView.of(cluster, false, world))
          .computed("RestrictedInstanceGroups", (c, world) -> GroupView.of(c, true, world))
          .computed("RestrictedInstanceGroupsConfig", Clusters::sharedEnvironment)
          .computed("AutoScaling", Clusters::autoScaling)
          .computed("TieredStorageConfig", Clusters::tieredStorage)
          .computed("TrainingPlanArns", (cluster, world) -> ClusterGroups.plans(cluster))
          .computed("ImageVersionStatus", (cluster, world) -> Values.text("UpToDate"))
          .defaults("{'NodeRecovery': 'Automatic'}")
          .prepared(Clusters::prepare)
          .durations((cluster, plan, world) -> ClusterProgress.durations(cluster, plan, world))
          .limits((cluster, plan, world) -> ClusterProgress.limits(cluster, plan, world))
          .entering("Creating", (cluster, world) -> ClusterProgress.begin(cluster, world))
          .entering("Creating/Creating", (c, world) -> ClusterProgress.changeNodes(c, world))
          .entering("Creating/Created", (c, world) -> ClusterProgress.look(c, world))
          .entering("Updating", (c, world) -> ClusterProgress.changeNodes(c, world))
          .entering("Updating/Updated", (c, world) -> ClusterProgress.look(c, world))
          .entering("SystemUpdating", (c, world) -> ClusterProgress.updateSoftware(c, world))
          .entering("SystemUpdating/Updated", (c, world) -> ClusterProgress.look(c, world))
          .entering("RollingBack", (cluster, world) -> ClusterProgress.rollBack(cluster, world))
          .entering("InService", (cluster, world) -> ClusterProgress.serve(cluster, world))
          .entering("Deleting", (cluster, world) -> ClusterProgress.removeNodes(cluster, world))
          .entering("Deleting/Deleted", (c, world) -> ClusterProgress.look(c, world))
          .entering("Gone", (cluster, world) -> ClusterEvents.forget(cluster, world))
          .holds(QUOTAS.held().except("Failed"), Holding.of(MOST))
          .emits(
              Emission.ofStatus(
                  "SageMaker HyperPod Cluster State Change",
                  EventDetail.of(
                      """
                      ClusterArn ClusterName ClusterStatus CreationTime:ms FailureMessage
                      InstanceGroups(CurrentCount ExecutionRole InstanceGroupName
                        InstanceStorageConfigs InstanceType LifeCycleConfig OnStartDeepHealthChecks
                        OverrideVpcConfig Status TargetCount ThreadsPerCore TrainingPlanArn
                        TrainingPlanStatus)
                      NodeRecovery Orchestrator VpcConfig Tags
                      """)))
          .missing(NOT_FOUND, (call, name) -> "Cluster with name " + name + " does not exist")
          .duplicate(
              (call, cluster) ->
                  new ServiceError(
                      IN_USE,
                      "Resource Already Exists: Cluster with name "
                          + cluster.name()
                          + " already exists. Choose a different name."))
          .refused(
              (call, cluster, trigger) ->
                  new ServiceError(
                      CONFLICT,
                      "Cluster "
                          + cluster.name()
                          + " is in "
                          + cluster.state().status()
                          + " state and cannot be "
                          + (trigger.equals(DELETE) ? "deleted." : "updated.")))
          .build();

  private Clusters() {}

  static void declare(Family family) {
    QUOTAS.declare(family);
    Quota clusters = Quota.of(MOST, 100, InstanceQuotas.exceeded("Clusters")).initially(10);
    family
        .type(TYPE)
        .quota(MOST, clusters)
        .operation(
            "CreateCluster",
            Create.a(TYPE)
                .requires(ClusterRules.OF_CREATE)
                .thenRequires(ClusterRules.OF_SURROUNDINGS)
                .within(QUOTAS.toArray())
                .within(clusters))
        .operation(
            "DescribeCluster",
            Describe.a(TYPE).showing((cluster, world) -> Fleet.moving(cluster, world)))
        .operation(
            "ListClusters",
            ListAll.of(TYPE).sorted("", false).filter("TrainingPlanArn", Clusters::isOnPlan))
        .operation(
            "UpdateCluster",
            Trigger.by(UPDATE, TYPE)
                .requires(ClusterRules.OF_UPDATE)
                .within(QUOTAS.toArray())
                .changing(ClusterUpdate::change))
        .operation(
            "UpdateClusterSoftware",
            Trigger.by(SOFTWARE, TYPE)
                .requires(ClusterRules.OF_SOFTWARE)
                .changing(SoftwareUpdates::change))
        .operation("DeleteCluster", Trigger.by(DELETE, TYPE));
  }

  private static void prepare(Call call, Draft cluster) {
    cluster.notes().put("id", call.world().chance().id(ID));
    ClusterGroups.prepare(cluster.attributes());
  }

  /** Whether it is provisioned continuously. */
  static boolean isContinuous(Resource cluster) {
    return cluster.attributes().path("NodeProvisioningMode").asText().equals("Continuous");
  }

  /** Whether Kubernetes directs it, and not Slurm. */
  static boolean isOnEks(JsonNode cluster) {
    return cluster.path("Orchestrator").has("Eks");
  }

  static Optional<Resource> of(Resource node, World world) {
    return world.registry().byKey(TYPE, node.notes().path(Nodes.CLUSTER).asText());
  }

  /** The last failure, which stays. */
  private static Optional<JsonNode> failure(Resource cluster, World world) {
    String message = cluster.notes().path(ClusterProgress.FAILURE).asText();
    List<Transition> history = cluster.history();
    for (int i = history.size() - 1; i >= 0 && message.isEmpty(); i--) {
      message = history.get(i).reason();
    }
    return Values.text(message);
  }

  private static Optional<JsonNode> autoScaling(Resource cluster, World world) {
    return Documents.at(cluster.attributes(), "AutoScaling")
        .map(
            given ->
                Documents.merged(
                    Documents.of("{'AutoScalerType': 'Karpenter', 'Status': 'InService'}"),
                    (ObjectNode) given));
  }

  /** Shown once the cluster is in service. */
  private static Optional<JsonNode> tieredStorage(Resource cluster, World world) {
    return cluster
        .entered("InService")
        .flatMap(at -> Documents.at(cluster.attributes(), "TieredStorageConfig"));
  }

  private static Optional<JsonNode> sharedEnvironment(Resource cluster, World world) {
    return Documents.at(
            cluster.attributes(), "RestrictedInstanceGroupsConfig.SharedEnvironmentConfig")
        .map(ClusterGroups::sharedEnvironment);
  }

  private static boolean isOnPlan(Resource cluster, JsonNode plan, World world) {
    return ClusterGroups.all(cluster)
        .anyMatch(group -> group.path("TrainingPlanArn").asText().equals(plan.asText()));
  }
}
