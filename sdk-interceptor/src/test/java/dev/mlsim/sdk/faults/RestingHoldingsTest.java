package dev.mlsim.sdk.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What held nothing of a quota doesn't come to hold it by being deleted, or updated. */
class RestingHoldingsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  private void create(String name) {
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName(name)
                .instanceType("ml.t2.medium")
                .roleArn("arn:aws:iam::123456789012:role/Notebooks"));
  }

  private void stopped(String name) {
    create(name);
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.stopNotebookInstance(r -> r.notebookInstanceName(name));
    sim.clock().advance(Duration.ofHours(1));
  }

  @Test
  void a_stopped_notebook_that_is_being_updated_leaves_its_instance_to_others() {
    sim.quotas().set("ml.t2.medium for notebook instance usage", 1);
    stopped("first");

    sageMaker.updateNotebookInstance(r -> r.notebookInstanceName("first").volumeSizeInGB(20));
    create("second");

    assertThat(sim.resources().get("notebook-instance", "first").status()).isEqualTo("Updating");
    assertThat(sim.resources().get("notebook-instance", "second").status()).isEqualTo("Pending");
  }

  @Test
  void a_stopped_notebook_that_is_being_deleted_leaves_its_instance_to_others() {
    sim.quotas().set("ml.t2.medium for notebook instance usage", 1);
    stopped("first");

    sageMaker.deleteNotebookInstance(r -> r.notebookInstanceName("first"));
    create("second");

    assertThat(sim.resources().get("notebook-instance", "first").status()).isEqualTo("Deleting");
    assertThat(sim.resources().get("notebook-instance", "second").status()).isEqualTo("Pending");
  }
}
