package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ClusterInstanceGroupDetails;
import software.amazon.awssdk.services.sagemaker.model.ClusterInstanceGroupSpecification;
import software.amazon.awssdk.services.sagemaker.model.DescribeClusterResponse;

/** What becomes of groups that don't come to their MinInstanceCount. */
class HyperPodMinimumTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private static ClusterInstanceGroupSpecification group(int count, int least) {
    return ClusterInstanceGroupSpecification.builder()
        .instanceGroupName("workers")
        .instanceCount(count)
        .minInstanceCount(least)
        .instanceType("ml.p5.48xlarge")
        .executionRole("arn:aws:iam::123456789012:role/HyperPod")
        .lifeCycleConfig(l -> l.sourceS3Uri("s3://sagemaker-scripts/").onCreate("setup.sh"))
        .build();
  }

  private void create(int count, int least) {
    sageMaker.createCluster(
        r ->
            r.clusterName("llm")
                .nodeProvisioningMode("Continuous")
                .instanceGroups(group(count, least)));
  }

  private DescribeClusterResponse cluster() {
    return sageMaker.describeCluster(r -> r.clusterName("llm"));
  }

  private ClusterInstanceGroupDetails workers() {
    return cluster().instanceGroups().get(0);
  }

  @Test
  void a_new_group_that_misses_its_minimum_in_three_hours_goes_back_to_nothing() {
    sim.script().resource("cluster-node").once().stuckAt("Pending");
    create(2, 2);
    sim.clock().advance(ofHours(3));
    assertThat(workers().targetCount()).isEqualTo(2);
    assertThat(workers().statusAsString()).isEqualTo("Updating");

    sim.clock().advance(ofMinutes(20));

    assertThat(workers().targetCount()).isZero();
    assertThat(workers().currentCount()).isZero();
    assertThat(cluster().clusterStatusAsString()).isEqualTo("InService");
    assertThat(cluster().failureMessage()).contains("did not reach its MinInstanceCount of 2");
  }

  @Test
  void a_group_that_grows_goes_back_to_what_it_had() {
    create(2, 1);
    sim.clock().advance(ofHours(1));
    sim.script().resource("cluster-node").stuckAt("Pending");

    sageMaker.updateCluster(r -> r.clusterName("llm").instanceGroups(group(4, 4)));
    sim.clock().advance(ofHours(4));

    assertThat(workers().targetCount()).isEqualTo(2);
    assertThat(workers().currentCount()).isEqualTo(2);
    assertThat(workers().minCount()).isEqualTo(1);
    assertThat(workers().statusAsString()).isEqualTo("InService");
  }

  @Test
  void a_group_that_comes_to_its_minimum_stays() {
    create(3, 1);
    sim.script().resource("cluster-node").once().stuckAt("Pending");

    sim.clock().advance(ofHours(10));

    assertThat(workers().targetCount()).isEqualTo(3);
    assertThat(cluster().failureMessage()).isNull();
  }
}
