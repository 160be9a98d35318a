package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.event.Event;
import dev.mlsim.sdk.SimulatedClients;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.BatchRebootClusterNodesResponse;
import software.amazon.awssdk.services.sagemaker.model.ClusterInstanceGroupDetails;
import software.amazon.awssdk.services.sagemaker.model.ClusterInstanceGroupSpecification;
import software.amazon.awssdk.services.sagemaker.model.ClusterNodeSummary;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.CreateClusterRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeClusterResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class HyperPodTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/HyperPod";
  private static final String EKS = "arn:aws:eks:us-east-1:123456789012:cluster/research";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private static Consumer<ClusterInstanceGroupSpecification.Builder> group(String name, int count) {
    return g ->
        g.instanceGroupName(name)
            .instanceCount(count)
            .instanceType("ml.p5.48xlarge")
            .executionRole(ROLE)
            .lifeCycleConfig(l -> l.sourceS3Uri("s3://sagemaker-scripts/").onCreate("setup.sh"));
  }

  private String create(String name, Consumer<CreateClusterRequest.Builder> more) {
    return sageMaker
        .createCluster(
            r -> {
              r.clusterName(name).instanceGroups(group("workers", 2));
              more.accept(r);
            })
        .clusterArn();
  }

  private static Consumer<CreateClusterRequest.Builder> continuous() {
    return r -> r.nodeProvisioningMode("Continuous");
  }

  private static Consumer<CreateClusterRequest.Builder> onEks() {
    return r ->
        r.orchestrator(o -> o.eks(e -> e.clusterArn(EKS)))
            .vpcConfig(v -> v.subnets("subnet-12345678").securityGroupIds("sg-12345678"));
  }

  private DescribeClusterResponse describe(String name) {
    return sageMaker.describeCluster(r -> r.clusterName(name));
  }

  private ClusterInstanceGroupDetails workers(String name) {
    return describe(name).instanceGroups().get(0);
  }

  private List<ClusterNodeSummary> nodes(String name) {
    return sageMaker.listClusterNodes(r -> r.clusterName(name)).clusterNodeSummaries();
  }

  private List<String> statuses(String name) {
    return nodes(name).stream().map(n -> n.instanceStatus().statusAsString()).toList();
  }

  private String status(String name) {
    return describe(name).clusterStatusAsString();
  }

  @Test
  void a_cluster_is_in_service_when_all_its_nodes_run() {
    String arn = create("slurm", r -> {});
    assertThat(status("slurm")).isEqualTo("Creating");
    assertThat(workers("slurm").currentCount()).isZero();
    assertThat(workers("slurm").targetCount()).isEqualTo(2);
    assertThatThrownBy(() -> create("slurm", r -> {})).isInstanceOf(ResourceInUseException.class);
    assertThatThrownBy(() -> sageMaker.deleteCluster(r -> r.clusterName(arn)))
        .isInstanceOf(ConflictException.class);

    sim.clock().advance(ofMinutes(15));
    assertThat(statuses("slurm")).containsExactly("Pending", "Pending");
    sim.clock().advance(ofMinutes(10));

    assertThat(status(arn)).isEqualTo("InService");
    assertThat(statuses("slurm")).containsExactly("Running", "Running");
    assertThat(workers("slurm").currentCount()).isEqualTo(2);
    String id = nodes("slurm").get(0).instanceId();
    assertThat(
            sageMaker
                .describeClusterNode(r -> r.clusterName("slurm").nodeId(id))
                .nodeDetails()
                .privateDnsHostname())
        .startsWith("ip-10-");

    sageMaker.deleteCluster(r -> r.clusterName("slurm"));
    assertThat(status("slurm")).isEqualTo("Deleting");
    assertThat(statuses("slurm")).containsOnly("ShuttingDown");
    sim.clock().advance(ofMinutes(10));
    assertThatThrownBy(() -> describe("slurm")).isInstanceOf(ResourceNotFoundException.class);
    assertThat(sim.resources().all("cluster-node")).isEmpty();
  }

  @Test
  void a_slow_node_holds_its_cluster_up_and_one_that_fails_fails_it() {
    sim.script().resource("cluster-node").once().takes("Pending", ofHours(2));
    create("slow", r -> {});
    sim.clock().advance(ofHours(2));
    assertThat(status("slow")).isEqualTo("Creating");
    sim.clock().advance(ofMinutes(5));
    assertThat(status("slow")).isEqualTo("InService");

    sim.script().clear();
    sim.script()
        .resource("cluster-node")
        .once()
        .failAt("Pending", "Lifecycle scripts did not run successfully.");
    create("broken", r -> {});
    sim.clock().advance(ofMinutes(26));
    assertThat(status("broken")).isEqualTo("RollingBack");
    sim.clock().advance(ofMinutes(10));

    assertThat(status("broken")).isEqualTo("Failed");
    assertThat(describe("broken").failureMessage())
        .matches("Instance i-0[0-9a-f]{16} failed to provision with the following error: .*")
        .contains("Lifecycle scripts did not run successfully.");
    assertThat(nodes("broken")).isEmpty();
    sageMaker.deleteCluster(r -> r.clusterName("broken"));
  }

  @Test
  void a_node_that_fails_is_replaced_and_its_logical_node_stays() {
    create("llm", continuous());
    sim.clock().advance(ofHours(1));
    String failing = nodes("llm").get(0).instanceId();
    String logicalId = nodes("llm").get(0).nodeLogicalId();

    sim.script()
        .resource("cluster-node")
        .named(failing)
        .failAt("Running", ofMinutes(155), "XID 79: GPU has fallen off the bus");
    sim.clock().advance(ofHours(2));
    assertThat(statuses("llm")).containsExactly("Failure", "Running");
    assertThat(nodes("llm").get(0).instanceStatus().message()).startsWith("XID 79");
    assertThat(workers("llm").statusAsString()).isEqualTo("Degraded");
    assertThat(status("llm")).isEqualTo("InService");

    sim.clock().advance(ofMinutes(25));

    assertThat(statuses("llm")).containsExactly("Running", "Running");
    assertThat(nodes("llm")).extracting(ClusterNodeSummary::instanceId).doesNotContain(failing);
    assertThat(
            sageMaker
                .describeClusterNode(r -> r.clusterName("llm").nodeLogicalId(logicalId))
                .nodeDetails()
                .instanceId())
        .isNotEqualTo(failing);
    List<Event> health = sim.events().list("SageMaker HyperPod Cluster Node Health Event");
    assertThat(health).hasSize(1);
    assertThat(health.get(0).detail("InstanceId").orElseThrow().asText()).isEqualTo(failing);
    assertThat(health.get(0).detail("HealthSummary.HealthStatus").orElseThrow().asText())
        .isEqualTo("Unhealthy");
    assertThat(sageMaker.listClusterEvents(r -> r.clusterName("llm").nodeId(failing)).events())
        .extracting(e -> e.description())
        .contains("Instance " + failing + " in Cluster llm and IG workers is unhealthy");
  }

  @Test
  void without_recovery_a_node_stays_failed_until_it_is_replaced_by_hand() {
    create("manual", r -> r.nodeRecovery("None"));
    sim.clock().advance(ofHours(1));
    sim.script().resource("cluster-node").once().failAt("Running", "ECC error");
    sim.clock().advance(ofHours(5));
    assertThat(statuses("manual")).containsExactly("Failure", "Running");
    String failed = nodes("manual").get(0).instanceId();

    var answer =
        sageMaker.batchReplaceClusterNodes(
            r -> r.clusterName("manual").nodeIds(failed, "i-0123456789abcdef0"));
    assertThat(answer.successful()).containsExactly(failed);
    assertThat(answer.failed().get(0).errorCodeAsString()).isEqualTo("InstanceIdNotFound");
    sim.clock().advance(ofMinutes(30));

    assertThat(statuses("manual")).containsExactly("Running", "Running");
  }

  @Test
  void a_continuous_cluster_serves_before_its_nodes_and_while_it_scales() {
    create("eks", continuous().andThen(onEks()));
    sim.clock().advance(ofMinutes(5));
    assertThat(status("eks")).isEqualTo("InService");
    assertThat(nodes("eks")).isEmpty();
    assertThat(
            sageMaker
                .listClusterNodes(r -> r.clusterName("eks").includeNodeLogicalIds(true))
                .clusterNodeSummaries())
        .hasSize(2);
    assertThat(workers("eks").activeOperationsAsStrings()).containsEntry("Scaling", 1);
    assertThatThrownBy(() -> create("other", onEks()))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Specified cluster external resource id " + EKS + " already in use");
    sim.clock().advance(ofMinutes(20));

    var added =
        sageMaker.batchAddClusterNodes(
            r ->
                r.clusterName("eks")
                    .nodesToAdd(
                        n -> n.instanceGroupName("workers").incrementTargetCountBy(1),
                        n -> n.instanceGroupName("nobody").incrementTargetCountBy(2)));
    assertThat(added.failed().get(0).errorCodeAsString()).isEqualTo("InstanceGroupNotFound");
    assertThat(status("eks")).isEqualTo("InService");
    assertThat(workers("eks").targetCount()).isEqualTo(3);
    sim.clock().advance(ofMinutes(20));
    assertThat(workers("eks").currentCount()).isEqualTo(3);
    assertThat(workers("eks").hasActiveOperations()).isFalse();

    var deleted =
        sageMaker.batchDeleteClusterNodes(
            r -> r.clusterName("eks").nodeLogicalIds(added.successful().get(0).nodeLogicalId()));
    assertThat(deleted.successfulNodeLogicalIds()).hasSize(1);
    assertThat(workers("eks").targetCount()).isEqualTo(2);
    sim.clock().advance(ofMinutes(2));
    assertThat(statuses("eks")).containsExactly("Running", "Running");
  }

  @Test
  void an_update_patches_groups_by_name_and_is_taken_back_if_a_node_fails() {
    create("slurm", r -> {});
    sim.clock().advance(ofHours(1));
    sageMaker.updateCluster(
        r -> r.clusterName("slurm").instanceGroups(group("workers", 3), group("login", 1)));
    assertThat(status("slurm")).isEqualTo("Updating");
    sim.clock().advance(ofMinutes(20));
    assertThat(status("slurm")).isEqualTo("InService");
    assertThat(nodes("slurm")).hasSize(4);

    sim.script()
        .resource("cluster-node")
        .where(n -> n.is("Pending"))
        .failAt("Pending", "no capacity");
    sageMaker.updateCluster(r -> r.clusterName("slurm").instanceGroups(group("workers", 5)));
    sim.clock().advance(ofHours(1));
    assertThat(status("slurm")).isEqualTo("InService");

    sageMaker.updateCluster(
        r ->
            r.clusterName("slurm")
                .instanceGroups(group("workers", 1))
                .instanceGroupsToDelete("login"));
    sim.clock().advance(ofMinutes(5));
    assertThat(statuses("slurm")).containsExactly("Running");
    assertThatThrownBy(
            () ->
                sageMaker.updateCluster(
                    r ->
                        r.clusterName("slurm")
                            .instanceGroups(
                                group("workers", 1).andThen(g -> g.instanceType("ml.g5.xlarge")))))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Updating fields InstanceType on an InstanceGroup not supported");
  }

  @Test
  void software_is_updated_batch_after_batch_and_goes_back_if_a_node_fails() {
    create("eks", onEks());
    sim.clock().advance(ofHours(1));
    sageMaker.updateClusterSoftware(
        r ->
            r.clusterName("eks")
                .instanceGroups(g -> g.instanceGroupName("workers"))
                .deploymentConfig(
                    d ->
                        d.waitIntervalInSeconds(60)
                            .rollingUpdatePolicy(
                                p -> p.maximumBatchSize(b -> b.type("INSTANCE_COUNT").value(1)))));
    assertThat(status("eks")).isEqualTo("SystemUpdating");
    assertThat(statuses("eks")).containsExactly("SystemUpdating", "Running");
    assertThat(workers("eks").softwareUpdateStatusAsString()).isEqualTo("InProgress");
    sim.clock().advance(ofMinutes(15).plusSeconds(30));
    assertThat(statuses("eks")).containsExactly("Running", "Running");
    sim.clock().advance(ofMinutes(1));
    assertThat(statuses("eks")).containsExactly("Running", "SystemUpdating");
    sim.clock().advance(ofMinutes(15));
    assertThat(status("eks")).isEqualTo("InService");
    assertThat(workers("eks").softwareUpdateStatusAsString()).isEqualTo("Succeeded");
    assertThat(nodes("eks").get(1).lastSoftwareUpdateTime()).isNotNull();

    sim.script().resource("cluster-node").once().failAt("SystemUpdating", "scripts failed");
    sageMaker.updateClusterSoftware(r -> r.clusterName("eks"));
    sim.clock().advance(ofHours(1));
    assertThat(status("eks")).isEqualTo("InService");
    assertThat(workers("eks").softwareUpdateStatusAsString()).isEqualTo("Failed");
    assertThat(describe("eks").failureMessage()).isEqualTo("scripts failed");
    assertThat(statuses("eks")).containsExactly("Running", "Running");
  }

  @Test
  void nodes_reboot_and_get_volumes() {
    String arn = create("eks", onEks());
    sim.clock().advance(ofHours(1));
    String id = nodes("eks").get(0).instanceId();
    BatchRebootClusterNodesResponse rebooted =
        sageMaker.batchRebootClusterNodes(r -> r.clusterName("eks").nodeIds(id));
    assertThat(rebooted.successful()).containsExactly(id);
    assertThat(statuses("eks")).containsExactly("Pending", "Running");
    sim.clock().advance(ofMinutes(2));
    assertThat(nodes("eks").get(0).instanceId()).isEqualTo(id);
    assertThat(statuses("eks")).containsExactly("Running", "Running");

    var attached =
        sageMaker.attachClusterNodeVolume(
            r -> r.clusterArn(arn).nodeId(id).volumeId("vol-0123456789abcdef0"));
    assertThat(attached.deviceName()).isEqualTo("/dev/xvdb");
    assertThatThrownBy(
            () ->
                sageMaker.attachClusterNodeVolume(
                    r -> r.clusterArn(arn).nodeId(id).volumeId("vol-0123456789abcdef0")))
        .hasMessageContaining("already attached");
    assertThat(
            sageMaker
                .detachClusterNodeVolume(
                    r -> r.clusterArn(arn).nodeId(id).volumeId("vol-0123456789abcdef0"))
                .statusAsString())
        .isEqualTo("detaching");
  }

  @Test
  void deep_health_checks_come_before_a_node_runs() {
    create(
        "eks",
        onEks()
            .andThen(
                r ->
                    r.instanceGroups(
                        group("workers", 1)
                            .andThen(
                                g ->
                                    g.onStartDeepHealthChecksWithStrings(
                                        "InstanceStress", "InstanceConnectivity")))));
    sim.clock().advance(ofMinutes(30));
    assertThat(statuses("eks")).containsExactly("DeepHealthCheckInProgress");
    assertThat(status("eks")).isEqualTo("Creating");
    sim.clock().advance(ofMinutes(90));
    assertThat(status("eks")).isEqualTo("InService");
  }

  /** The operation is in newer SDKs than the one in use. */
  @Test
  void running_nodes_are_checked_when_somebody_asks() {
    create("eks", onEks().andThen(r -> r.instanceGroups(group("workers", 2))));
    sim.clock().advance(ofMinutes(60));
    assertThat(statuses("eks")).containsExactly("Running", "Running");
    NewerSdk newer = new NewerSdk(sim);

    assertThat(
            newer
                .call(
                    "StartClusterHealthCheck",
                    "{'ClusterName': 'eks', 'DeepHealthCheckConfigurations': [{'InstanceGroupName':"
                        + " 'workers', 'DeepHealthChecks': ['InstanceStress']}]}")
                .path("ClusterArn")
                .asText())
        .contains(":cluster/");

    assertThat(statuses("eks"))
        .containsExactly("DeepHealthCheckInProgress", "DeepHealthCheckInProgress");
    sim.clock().advance(ofMinutes(90));
    assertThat(statuses("eks")).containsExactly("Running", "Running");
  }

  @Test
  void events_and_bills_follow_the_nodes() {
    create("llm", continuous());
    sim.clock().advance(ofHours(2));
    var events = sageMaker.listClusterEvents(r -> r.clusterName("llm")).events();
    assertThat(events.get(0).description()).contains("completed successfully");
    assertThat(
            sageMaker
                .describeClusterEvent(r -> r.clusterName("llm").eventId(events.get(0).eventId()))
                .eventDetails()
                .description())
        .isEqualTo(events.get(0).description());
    assertThat(sim.events().list("SageMaker HyperPod Cluster Event"))
        .hasSizeGreaterThan(events.size());
    assertThat(sim.events().list("SageMaker HyperPod Cluster State Change"))
        .extracting(e -> e.detail("ClusterStatus").orElseThrow().asText())
        .containsExactly("Creating", "InService");
    assertThat(sim.billing().hours("ml.p5.48xlarge")).isEqualTo(2 * (120 - 25) / 60.0);

    sim.quotas().set("ml.p5.48xlarge for cluster usage", 3);
    assertThatThrownBy(() -> create("more", r -> {}))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "'ml.p5.48xlarge for cluster usage' is 3 Instances, with current utilization of 2"
                + " Instances and a request delta of 2 Instances");
    create("classic", r -> r.instanceGroups(group("one", 1)));
    sim.clock().advance(ofSeconds(1));
    assertThatThrownBy(() -> sageMaker.listClusterEvents(r -> r.clusterName("classic")))
        .hasMessageContaining("Continuous");
  }
}
