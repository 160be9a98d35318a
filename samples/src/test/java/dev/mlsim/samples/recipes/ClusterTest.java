package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.samples.sagemaker.ClusterCare;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@MlSimulator
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class ClusterTest {

  @Test
  void training_has_all_nodes_again_after_one_failed(SageMakerClient sageMaker, Simulator sim) {
    create(sageMaker);
    ClusterCare care = new ClusterCare(sageMaker, sim.clock()::sleep);
    care.awaitRunning("llm", 4);
    String failing = care.nodes("llm").get(0).instanceId();

    sim.script()
        .resource("cluster-node")
        .where("InstanceGroupName", "workers")
        .once()
        .failAt("Running", "XID 79: GPU has fallen off the bus");
    sim.clock().advance(Duration.ofSeconds(10));

    assertThat(care.awaitRunning("llm", 4)).contains("Failure", "Pending");
    assertThat(care.nodes("llm")).noneMatch(node -> node.instanceId().equals(failing));
    assertThat(sim.events().list("SageMaker HyperPod Cluster Node Health Event")).hasSize(1);
  }

  private static void create(SageMakerClient sageMaker) {
    sageMaker.createCluster(
        r ->
            r.clusterName("llm")
                .nodeProvisioningMode("Continuous")
                .instanceGroups(
                    g ->
                        g.instanceGroupName("workers")
                            .instanceCount(4)
                            .instanceType("ml.p5.48xlarge")
                            .executionRole("arn:aws:iam::123456789012:role/HyperPod")));
  }
}
