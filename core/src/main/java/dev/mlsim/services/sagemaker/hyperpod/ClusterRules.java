package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cluster has to keep to: rules of the API reference (CreateCluster, UpdateCluster). */
final class ClusterRules {
  /** What an update of a group can't change. */
  private static final List<String> FIXED =
      List.of("OverrideVpcConfig", "InstanceType", "ExecutionRole", "InstanceStorageConfigs");

  private static final String EKS = "Orchestrator.Eks.ClusterArn";

  private static final Precondition ONE_TYPE =
      Precondition.of(
          "each group has either InstanceType or InstanceRequirements",
          VALIDATION,
          call ->
              Lists.of(call.input().path(ClusterGroups.GROUPS))
                  .filter(g -> g.has("InstanceType") == g.has("InstanceRequirements"))
                  .findFirst()
                  .map(
                      g ->
                          "Exactly one of InstanceType and InstanceRequirements must be specified"
                              + " for instance group "
                              + name(g)
                              + "."));

  private static final Precondition ONE_NAME =
      Precondition.of(
          "each group has a name of its own",
          VALIDATION,
          call ->
              Lists.doubled(ClusterGroups.all(call.input()).map(ClusterRules::name))
                  .map(name -> "Duplicate instance group name: " + name));

  private static final Precondition PLANS =
      Precondition.of(
          "training plans are for HyperPod clusters, and Scheduled or Active",
          VALIDATION,
          ClusterRules::wrongPlan);

  static final Precondition[] OF_CREATE = {
    Precondition.unless(
        call ->
            ClusterGroups.all(call.input()).findAny().isPresent()
                || call.has("NodeProvisioningMode"),
        "instance groups, unless the cluster is provisioned continuously",
        VALIDATION,
        "At least one of InstanceGroups and RestrictedInstanceGroups must be specified."),
    ONE_TYPE,
    ONE_NAME,
    Precondition.unless(
        call -> !(call.has("Orchestrator.Eks") && call.has("Orchestrator.Slurm")),
        "one orchestrator",
        VALIDATION,
        "Only one of Eks and Slurm can be specified for Orchestrator."),
    Precondition.unless(
        call -> !call.has("Orchestrator.Eks") || call.has("VpcConfig"),
        "a cluster of EKS has a VpcConfig",
        VALIDATION,
        "VpcConfig must be specified for a cluster that is orchestrated by EKS."),
    Precondition.unless(
        call -> call.has("Orchestrator.Eks") || !call.has(ClusterGroups.RESTRICTED),
        "restricted groups only with EKS",
        VALIDATION,
        "Found RestrictedInstanceGroups in the cluster input. Please remove"
            + " RestrictedInstanceGroups from the request and try again."),
    Precondition.of(
        "deep health checks, tiered storage and Kubernetes only with EKS",
        VALIDATION,
        call -> onlyWithEks(call, call.has("Orchestrator.Eks"))),
    Precondition.of(
        "MinInstanceCount and AutoScaling only with continuous provisioning",
        VALIDATION,
        call -> onlyContinuous(call, call.has("NodeProvisioningMode")))
  };

  static final Precondition[] OF_SURROUNDINGS = {
    Precondition.of("the roles are of the same account", VALIDATION, ClusterRules::otherAccount),
    SharedErrors.IN_ORDER,
    Precondition.of(
        "no other cluster is on the EKS cluster",
        VALIDATION,
        call ->
            call.text(EKS)
                .filter(arn -> isTaken(call, arn))
                .map(arn -> "Specified cluster external resource id " + arn + " already in use")),
    PLANS
  };

  static final Precondition[] OF_UPDATE = {
    ONE_TYPE,
    ONE_NAME,
    Precondition.of("groups keep what can't change", VALIDATION, ClusterRules::changed),
    Precondition.of("groups to delete exist", VALIDATION, ClusterRules::unknownGroup),
    Precondition.of(
        "deep health checks, tiered storage and Kubernetes only with EKS",
        VALIDATION,
        call -> onlyWithEks(call, Clusters.isOnEks(cluster(call).attributes()))),
    Precondition.of(
        "MinInstanceCount and AutoScaling only with continuous provisioning",
        VALIDATION,
        call -> onlyContinuous(call, Clusters.isContinuous(cluster(call)))),
    Precondition.of("the roles are of the same account", VALIDATION, ClusterRules::otherAccount),
    PLANS
  };

  static final Precondition[] OF_SOFTWARE = {
    Precondition.of(
        "the groups exist",
        VALIDATION,
        call -> {
          Resource cluster = cluster(call);
          return Lists.texts(call.input().path(ClusterGroups.GROUPS), ClusterGroups.NAME)
              .filter(name -> ClusterGroups.named(cluster, name).isEmpty())
              .findFirst()
              .map(name -> noGroup(cluster, name));
        })
  };

  private ClusterRules() {}

  private static String name(JsonNode group) {
    return group.path(ClusterGroups.NAME).asText();
  }

  private static Resource cluster(Call call) {
    return Clusters.TYPE.require(call);
  }

  static String noGroup(Resource cluster, String name) {
    return "Instance group " + name + " does not exist in cluster " + cluster.name() + ".";
  }

  private static Optional<String> onlyWithEks(Call call, boolean isOnEks) {
    if (isOnEks) {
      return Optional.empty();
    }
    return Stream.concat(
            Stream.of("TieredStorageConfig").filter(call::has),
            Stream.of("OnStartDeepHealthChecks", "KubernetesConfig")
                .filter(m -> ClusterGroups.all(call.input()).anyMatch(g -> g.has(m))))
        .findFirst()
        .map(member -> member + " is only supported for clusters that are orchestrated by EKS.");
  }

  private static Optional<String> onlyContinuous(Call call, boolean isContinuous) {
    if (isContinuous) {
      return Optional.empty();
    }
    boolean least = ClusterGroups.all(call.input()).anyMatch(g -> g.has("MinInstanceCount"));
    return Stream.of(call.has("AutoScaling") ? "AutoScaling" : least ? "MinInstanceCount" : "")
        .filter(member -> !member.isEmpty())
        .findFirst()
        .map(member -> member + " is only supported when NodeProvisioningMode is Continuous.");
  }

  private static Optional<String> otherAccount(Call call) {
    return Stream.concat(
            call.text("ClusterRole").stream(),
            Lists.texts(call.input().path(ClusterGroups.GROUPS), "ExecutionRole"))
        .filter(role -> !Arns.account(role).equals(call.world().account().id()))
        .findFirst()
        .map(role -> "RoleArn: Cross-account pass role is not allowed.");
  }

  private static boolean isTaken(Call call, String eks) {
    return call.world().registry().all(Clusters.TYPE).stream()
        .flatMap(cluster -> Documents.at(cluster.attributes(), EKS).stream())
        .anyMatch(arn -> arn.asText().equals(eks));
  }

  private static Optional<String> wrongPlan(Call call) {
    for (JsonNode group : ClusterGroups.all(call.input()).toList()) {
      String arn = group.path(ClusterGroups.PLAN).asText();
      if (!arn.isEmpty()) {
        Optional<String> wrong = PlannedCapacity.unfit(arn, "hyperpod-cluster", call.world());
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> changed(Call call) {
    Resource cluster = cluster(call);
    for (JsonNode group : ClusterGroups.all(call.input()).toList()) {
      Optional<JsonNode> before = ClusterGroups.named(cluster, name(group));
      for (String member : FIXED) {
        if (before.isPresent()
            && group.has(member)
            && !group.get(member).equals(before.get().path(member))) {
          return Optional.of("Updating fields " + member + " on an InstanceGroup not supported");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unknownGroup(Call call) {
    Resource cluster = cluster(call);
    Set<String> names =
        ClusterGroups.all(cluster).map(ClusterRules::name).collect(Collectors.toSet());
    return Lists.of(call.input().path("InstanceGroupsToDelete"))
        .map(JsonNode::asText)
        .filter(name -> !names.contains(name))
        .findFirst()
        .map(name -> noGroup(cluster, name));
  }
}
