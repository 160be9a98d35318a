package dev.mlsim.sdk.ambient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.architecture.Unloading;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Development tools load classes anew: what an earlier run was made of has to go. */
class UnloadingTest {

  @Test
  void clients_of_a_world_leave_nothing_behind() throws IOException, InterruptedException {
    assertThat(Unloading.leftBy(InProcess.class)).isEmpty();
  }

  @Test
  void an_ambient_installation_leaves_nothing_behind() throws IOException, InterruptedException {
    assertThat(Unloading.leftBy(Ambient.class)).isEmpty();
  }

  /** Clients made for a world. */
  public static final class InProcess {
    private InProcess() {}

    /** Lives. */
    public static void main(String[] args) {
      Simulator sim = Simulator.create();
      try (SimulatedClients clients = SimulatedClients.of(sim)) {
        sim.faults().on("CreateTrainingJob").first(2).throttle();
        clients.create(SageMakerClient.class).createTrainingJob(Jobs.job("churn-1"));
        clients
            .create(SageMakerAsyncClient.class)
            .describeTrainingJob(r -> r.trainingJobName("churn-1"))
            .join();
      }
    }
  }

  /** Clients that the code under test makes by itself. */
  public static final class Ambient {
    private Ambient() {}

    /** Lives. */
    @SuppressWarnings("try") // the resource is there to be closed
    public static void main(String[] args) {
      Simulator sim = Simulator.create();
      try (AmbientSimulation ambient = AmbientSimulation.install(sim);
          SageMakerClient sageMaker = SageMakerClient.create();
          SageMakerAsyncClient async = SageMakerAsyncClient.create()) {
        sim.faults().on("CreateTrainingJob").first(2).throttle();
        sageMaker.createTrainingJob(Jobs.job("churn-1"));
        async.describeTrainingJob(r -> r.trainingJobName("churn-1")).join();
      }
    }
  }
}
