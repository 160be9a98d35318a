package dev.mlsim.junit;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.SimulatorInterceptor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrainingJobStatus;

/** The lines that the design promises to users: they compile, and do what they say. */
@MlSimulator
class WhatUsersTypeTest {

  @Test
  void retrains_when_the_first_run_fails(SageMakerClient sageMaker, Simulator sim) {
    sim.script()
        .resource("training-job")
        .named("churn-1")
        .failAt("Training", "AlgorithmError: loss is NaN");
    sim.faults().on("CreateTrainingJob").first(2).throttle();

    new NightlyTraining(sageMaker).run();

    assertThat(sim).resource("training-job", "churn-1").isFailed();
    assertThat(sim).resource("training-job", "churn-2").hasStatus("Completed");
  }

  @Test
  void reports_progress_while_it_trains(SageMakerClient sageMaker, Simulator sim) {
    String job = new NightlyTraining(sageMaker).start();

    sim.clock().advance(Duration.ofMinutes(10));

    assertThat(sim).resource("training-job", job).hasStatus("InProgress");
  }

  @Test
  void a_simulator_is_built_and_its_clock_moved_in_these_words() {
    Simulator sim =
        Simulator.builder()
            .region("eu-west-1")
            .account("123456789012")
            .startingAt(Instant.parse("2026-02-01T00:00:00Z"))
            .seed(7)
            .polling(Polling.tick(Duration.ofSeconds(30)))
            .build();
    VirtualClock clock = sim.clock();
    SimulatedClients.of(sim)
        .create(SageMakerClient.class)
        .createTrainingJob(Jobs.jobIn("eu-west-1", "a"));

    clock.advance(Duration.ofMinutes(1));
    clock.advanceTo(Instant.parse("2026-02-01T00:02:00Z"));
    assertThat(sim).resource("training-job", "a").isAt("Downloading");
    clock.advanceToNext();
    assertThat(sim).resource("training-job", "a").isAt("Training");
    clock.advanceUntil(
        () -> sim.resources().get("training-job", "a").state().isCalled("Uploading"),
        Duration.ofHours(1));
    clock.runUntilIdle(Duration.ofHours(1));
    assertThat(sim).resource("training-job", "a").hasStatus("Completed");

    sim.reset();
    assertThat(sim.resources().all()).isEmpty();
    assertThat(sim.journal().calls()).isEmpty();
    assertThat(sim.quotas()).isNotNull();
  }

  @Test
  void resource_types_are_named_by_their_arns_and_by_their_service_where_two_share_a_name() {
    assertThat(Simulator.create().resourceTypes())
        .contains("training-job", "trained-model-inference-job", "batch-inference-job")
        .contains("sagemaker:model", "lookoutvision:model")
        .doesNotContain("model");
  }

  @Test
  @ResourceLock("dev.mlsim.ambient")
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void clients_come_by_each_of_these_ways() {
    Simulator sim = Simulator.create();
    try (SimulatedClients clients = SimulatedClients.of(sim);
        AmbientSimulation ambient = AmbientSimulation.install(sim);
        LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        LoopbackEndpoint atAPort = LoopbackEndpoint.open(sim, 0);
        SageMakerClient bySimulator = clients.create(SageMakerClient.class);
        SageMakerAsyncClient async = clients.create(SageMakerAsyncClient.class);
        SageMakerClient byUser = clients.configure(SageMakerClient.builder()).build();
        SageMakerClient byItself = SageMakerClient.create();
        SageMakerClient byNetwork =
            SageMakerClient.builder().endpointOverride(endpoint.uri()).build()) {
      bySimulator.listTrainingJobs();
      async.listTrainingJobs().join();
      byUser.listTrainingJobs();
      byItself.listTrainingJobs();
      byNetwork.listTrainingJobs();

      assertThat(sim).called("ListTrainingJobs").times(5);
      assertThat(atAPort.uri()).isNotEqualTo(endpoint.uri());
      assertThat(ambient).isNotNull();
    }
    assertThat(new SimulatorInterceptor()).isInstanceOf(ExecutionInterceptor.class);
  }

  /** Production code: it waits with the SDK's waiter. */
  private static final class NightlyTraining {
    private final SageMakerClient sageMaker;
    private int runs;

    NightlyTraining(SageMakerClient sageMaker) {
      this.sageMaker = sageMaker;
    }

    void run() {
      TrainingJobStatus status;
      do {
        String job = start();
        try (var waiter = sageMaker.waiter()) {
          waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(job));
        } catch (RuntimeException failed) {
          // the next look says it too
        }
        status = sageMaker.describeTrainingJob(r -> r.trainingJobName(job)).trainingJobStatus();
      } while (status == TrainingJobStatus.FAILED);
    }

    String start() {
      runs++;
      sageMaker.createTrainingJob(Jobs.job("churn-" + runs));
      return "churn-" + runs;
    }
  }
}
