package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.ClientCustomizer;
import dev.mlsim.junit.MlSimulator;
import dev.mlsim.junit.MlSimulatorExtension;
import dev.mlsim.junit.Throttle;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ClientsTest {
  // The code under test, as it stands: it makes its own client.
  private static void startTonight() {
    try (SageMakerClient sageMaker = SageMakerClient.create()) {
      sageMaker.createTrainingJob(job("churn-1"));
    }
  }

  @Nested
  @MlSimulator(ambient = true)
  class Ambient {
    @Test
    void clients_of_the_code_under_test_are_answered(Simulator sim) {
      startTonight(); // calls SageMakerClient.create()

      assertThat(sim).called("CreateTrainingJob").once();
    }
  }

  @Test
  @SuppressWarnings("try") // is held, not used
  @ResourceLock("dev.mlsim.ambient")
  void ambient_without_junit() {
    Simulator sim = Simulator.create();
    try (AmbientSimulation ambient = AmbientSimulation.install(sim)) {
      startTonight();
    }
    assertThat(sim.journal().calls("CreateTrainingJob")).hasSize(1);
  }

  @Nested
  @MlSimulator
  class Async {
    @Test
    void an_async_client_completes_at_once(SageMakerAsyncClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(job("churn-1")).join();

      try (var waiter = sageMaker.waiter()) {
        waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")).join();
      }
      assertThat(sim).resource("training-job", "churn-1").hasStatus("Completed");
    }
  }

  static class Production implements ClientCustomizer {
    @Override
    public void customize(AwsClientBuilder<?, ?> builder) {
      builder.overrideConfiguration(
          c ->
              c.retryStrategy(
                  AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(5).build()));
    }
  }

  @Nested
  @MlSimulator(clients = Production.class)
  class Customized {
    @Test
    @Throttle(operation = "CreateTrainingJob", first = 4)
    void clients_are_configured_as_in_production(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(job("churn-1"));

      assertThat(sim).called("CreateTrainingJob").times(5);
    }
  }

  @Nested
  @MlSimulator(
      region = "eu-west-1",
      account = "222233334444",
      start = "2026-03-29T00:30:00Z",
      seed = 7)
  class WithSettings {
    @Test
    void a_world_is_as_its_settings_say(Simulator sim) {
      assertThat(sim.region()).isEqualTo("eu-west-1");
      assertThat(sim.clock().now()).isEqualTo("2026-03-29T00:30:00Z");
    }
  }

  @Nested
  class Registered {
    @RegisterExtension
    static final MlSimulatorExtension mlsim =
        MlSimulatorExtension.builder().region("eu-west-1").seed(42).build();

    @Test
    void settings_can_be_computed(Simulator sim) {
      assertThat(sim.region()).isEqualTo("eu-west-1");
    }
  }

  @Test
  void junit_is_not_needed() {
    Simulator sim = Simulator.builder().region("us-east-1").seed(42).build();
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      SageMakerClient mine = clients.configure(SageMakerClient.builder()).build();
      sageMaker.createTrainingJob(job("churn-1"));
      sim.clock().runUntilIdle(Duration.ofDays(1));
      mine.close();
    }
    assertThat(sim).resource("training-job", "churn-1").hasStatus("Completed");
  }
}
