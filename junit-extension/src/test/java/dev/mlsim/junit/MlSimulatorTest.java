package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionAsyncClient;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

@MlSimulator(
    region = "eu-central-1",
    account = "111122223333",
    start = "2026-03-01T12:00:00Z",
    seed = 7)
class MlSimulatorTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Set<Simulator> MET = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void move_the_clock(VirtualClock clock) {
    clock.sleep(Duration.ofHours(1));
  }

  @Test
  void the_world_is_as_declared(Simulator sim) {
    assertThat(sim.region()).isEqualTo("eu-central-1");
    assertThat(sim.account()).isEqualTo("111122223333");
    assertThat(sim.seed()).isEqualTo(7);
  }

  @Test
  void clock_and_simulator_are_of_one_world_which_before_each_methods_share(
      Simulator sim, VirtualClock clock) {
    assertThat(sim.clock()).isSameAs(clock);
    assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void any_client_is_injected_and_answered(
      SageMakerClient sageMaker,
      SageMakerAsyncClient sageMakerAsync,
      SageMakerRuntimeClient runtime,
      PersonalizeClient personalize,
      CleanRoomsMlClient cleanRooms,
      LookoutVisionAsyncClient lookout) {
    assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    assertThat(sageMakerAsync.listTrainingJobs()).isCompleted();
    assertThatThrownBy(
            () ->
                runtime.invokeEndpoint(
                    r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("{}"))))
        .hasMessageContaining("Endpoint churn of account 111122223333 not found.");
    assertThat(personalize.serviceName()).isEqualTo("personalize");
    assertThat(cleanRooms.serviceClientConfiguration().region()).hasToString("eu-central-1");
    assertThat(lookout.serviceName()).isEqualTo("lookoutvision");
  }

  @RepeatedTest(5)
  void every_repetition_has_a_world_of_its_own(Simulator sim) {
    assertThat(MET.add(sim)).isTrue();
    assertThat(sim.clock().now()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void clients_stand_beside_the_arguments_of_a_parameterized_test(
      int hours, SageMakerClient sageMaker, Simulator sim) {
    sim.clock().sleep(Duration.ofHours(hours));

    assertThat(sageMaker.listTrainingJobs().hasTrainingJobSummaries()).isTrue();
    assertThat(sim.clock().now()).isEqualTo(START.plus(Duration.ofHours(1L + hours)));
  }

  @Test
  void clients_are_of_the_declared_interface_only() {
    assertThat(SimulatedClients.canCreate(SageMakerClient.class)).isTrue();
    assertThat(SimulatedClients.canCreate(AutoCloseable.class)).isFalse();
  }

  @Nested
  class WithoutOneOfItsOwn {
    @Test
    void the_outer_classs_declaration_holds(Simulator sim) {
      assertThat(sim.region()).isEqualTo("eu-central-1");
    }
  }

  @Nested
  @MlSimulator(region = "us-west-2")
  class WithOneOfItsOwn {
    @Test
    void the_own_declaration_holds(Simulator sim) {
      assertThat(sim.region()).isEqualTo("us-west-2");
    }
  }
}
