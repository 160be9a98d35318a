package dev.mlsim.sdk.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.SimulatedClients;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** A test pays for the endpoint, and for its control API, only if it uses them. */
class LoadedClassesTest {
  private static final String CONTROL = "dev.mlsim.sdk.control.";

  @TempDir private Path folder;

  /** A call in-process. */
  static final class Plain {
    private Plain() {}

    public static void main(String[] arguments) {
      SimulatedClients.of(Simulator.create()).create(SageMakerClient.class).listTrainingJobs();
    }
  }

  /** A call over the endpoint. */
  static final class Ambient {
    private Ambient() {}

    public static void main(String[] arguments) {
      AmbientSimulation ambient = AmbientSimulation.install(Simulator.create());
      SageMakerClient.create().listTrainingJobs();
      ambient.close();
    }
  }

  @Test
  void a_call_in_process_loads_neither_the_endpoint_nor_its_control_api() throws Exception {
    List<String> loaded = InAnotherJvm.loadedBy(Plain.class, folder);

    assertThat(loaded)
        .contains("dev.mlsim.Simulator")
        .noneMatch(name -> name.startsWith(CONTROL))
        .noneMatch(name -> name.startsWith("dev.mlsim.sdk.Loopback"));
  }

  @Test
  void a_call_over_the_endpoint_does_not_load_its_control_api() throws Exception {
    List<String> loaded = InAnotherJvm.loadedBy(Ambient.class, folder);

    assertThat(loaded)
        .contains("dev.mlsim.sdk.LoopbackEndpoint")
        .filteredOn(name -> name.startsWith(CONTROL))
        .containsOnly(CONTROL + "Regions"); // an interface of what the endpoint has anyway
  }
}
