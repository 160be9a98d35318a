package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ComputeQuotaResourceConfig;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class TaskGovernanceTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private String cluster(boolean onEks) {
    String arn =
        sageMaker
            .createCluster(
                r -> {
                  r.clusterName(onEks ? "eks" : "slurm").nodeProvisioningMode("Continuous");
                  if (onEks) {
                    r.orchestrator(
                            o ->
                                o.eks(
                                    e ->
                                        e.clusterArn(
                                            "arn:aws:eks:us-east-1:123456789012:cluster/ml")))
                        .vpcConfig(
                            v -> v.subnets("subnet-12345678").securityGroupIds("sg-12345678"));
                  }
                })
            .clusterArn();
    sim.clock().advance(ofMinutes(10));
    return arn;
  }

  private String quota(String cluster, String team) {
    return sageMaker
        .createComputeQuota(
            r ->
                r.name(team)
                    .clusterArn(cluster)
                    .computeQuotaTarget(t -> t.teamName(team))
                    .computeQuotaConfig(
                        c ->
                            c.computeQuotaResources(
                                    ComputeQuotaResourceConfig.builder()
                                        .instanceType("ml.p5.48xlarge")
                                        .accelerators(2)
                                        .build())
                                .resourceSharingConfig(s -> s.strategy("LendAndBorrow"))))
        .computeQuotaId();
  }

  @Test
  void a_quota_of_a_team_is_filled_in_and_has_versions() {
    String cluster = cluster(true);
    String id = quota(cluster, "nlp");
    assertThat(id).matches("[a-z0-9]{12}");
    assertThatThrownBy(() -> quota(cluster, "nlp")).isInstanceOf(ConflictException.class);
    sim.clock().advance(ofMinutes(1));

    var created = sageMaker.describeComputeQuota(r -> r.computeQuotaId(id));
    assertThat(created.statusAsString()).isEqualTo("Created");
    assertThat(created.lastModifiedTime()).isNull();
    assertThat(created.computeQuotaConfig().resourceSharingConfig().borrowLimit()).isEqualTo(50);
    ComputeQuotaResourceConfig share = created.computeQuotaConfig().computeQuotaResources().get(0);
    assertThat(share.vCpu()).isEqualTo(48);
    assertThat(share.memoryInGiB()).isEqualTo(512);

    assertThatThrownBy(
            () ->
                sageMaker.updateComputeQuota(
                    r -> r.computeQuotaId(id).targetVersion(2).description("more")))
        .isInstanceOf(ConflictException.class);
    assertThat(
            sageMaker
                .updateComputeQuota(
                    r -> r.computeQuotaId(id).targetVersion(1).activationState("Disabled"))
                .computeQuotaVersion())
        .isEqualTo(2);
    sim.clock().advance(ofMinutes(1));
    var updated = sageMaker.describeComputeQuota(r -> r.computeQuotaId(id));
    assertThat(updated.statusAsString()).isEqualTo("Updated");
    assertThat(updated.activationStateAsString()).isEqualTo("Disabled");
    assertThat(
            sageMaker
                .describeComputeQuota(r -> r.computeQuotaId(id).computeQuotaVersion(1))
                .activationStateAsString())
        .isEqualTo("Enabled");
    assertThatThrownBy(
            () -> sageMaker.describeComputeQuota(r -> r.computeQuotaId(id).computeQuotaVersion(7)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_scheduler_config_needs_a_cluster_of_eks_and_is_the_only_one() {
    String slurm = cluster(false);
    String failed =
        sageMaker
            .createClusterSchedulerConfig(
                r -> r.name("queues").clusterArn(slurm).schedulerConfig(s -> s.build()))
            .clusterSchedulerConfigId();
    sim.clock().advance(ofHours(1));
    var shown = sageMaker.describeClusterSchedulerConfig(r -> r.clusterSchedulerConfigId(failed));
    assertThat(shown.statusAsString()).isEqualTo("CreateFailed");
    assertThat(shown.failureReason()).contains("add-on");
    assertThatThrownBy(
            () ->
                sageMaker.createClusterSchedulerConfig(
                    r -> r.name("again").clusterArn(slurm).schedulerConfig(s -> s.build())))
        .isInstanceOf(ConflictException.class);

    sageMaker.deleteClusterSchedulerConfig(r -> r.clusterSchedulerConfigId(failed));
    sim.clock().advance(ofMinutes(1));
    String eks = cluster(true);
    sageMaker.createClusterSchedulerConfig(
        r ->
            r.name("queues")
                .clusterArn(eks)
                .schedulerConfig(s -> s.priorityClasses(p -> p.name("inference").weight(90))));
    sim.clock().advance(ofMinutes(1));
    assertThat(
            sageMaker
                .listClusterSchedulerConfigs(r -> r.clusterArn(eks).status("Created"))
                .clusterSchedulerConfigSummaries())
        .hasSize(1);
  }
}
