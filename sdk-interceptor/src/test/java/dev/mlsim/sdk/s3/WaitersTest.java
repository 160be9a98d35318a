package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.waiters.S3AsyncWaiter;
import software.amazon.awssdk.services.s3.waiters.S3Waiter;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Waiters for what a job writes. */
class WaitersTest {
  private static final String KEY = "models/churn-1/output/model.tar.gz";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void trainAlmostToTheEnd() {
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);
    sageMaker.createTrainingJob(Jobs.job("churn-1"));
    Simulator before = Simulator.of(sim.snapshot());
    before.clock().runUntilIdle(Duration.ofDays(1));
    Duration whole =
        Duration.between(
            sim.clock().now(),
            before.objects().find("s3://churn/" + KEY).orElseThrow().lastModified());
    sim.clock().advance(whole.minusSeconds(30));
  }

  @Test
  void a_waiter_for_an_object_ends_when_a_job_has_written_it() {
    trainAlmostToTheEnd();

    try (S3Waiter waiter = s3.waiter()) {
      assertThat(waiter.waitUntilObjectExists(r -> r.bucket("churn").key(KEY)).matched().response())
          .isPresent();
    }

    assertThat(sim.journal().calls("HeadObject")).hasSize(1);
  }

  @Test
  void an_async_waiter_ends_as_well() {
    trainAlmostToTheEnd();

    try (S3AsyncWaiter waiter = clients.create(S3AsyncClient.class).waiter()) {
      waiter.waitUntilObjectExists(r -> r.bucket("churn").key(KEY)).join();
    }

    assertThat(sim.objects().find("s3://churn/" + KEY)).isPresent();
  }

  @Test
  void a_waiter_that_waits_in_vain_is_told_so_at_once() {
    try (S3Waiter waiter = s3.waiter()) {
      assertThatThrownBy(() -> waiter.waitUntilObjectExists(r -> r.bucket("churn").key("never")))
          .hasStackTraceContaining("501");
      waiter.waitUntilObjectNotExists(r -> r.bucket("churn").key("never"));
      waiter.waitUntilBucketExists(r -> r.bucket("churn"));
    }
    assertThat(sim.journal().text())
        .contains("mlsim: the waiter [ObjectExists] would end in vain: HeadObject of ");
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored")
  void what_comes_later_than_a_waiter_waits_on_aws_is_in_vain_too() {
    sim.clock()
        .scheduledExecutorService()
        .schedule(() -> sim.objects().put("s3://churn/late", "x"), 1, TimeUnit.DAYS);

    try (S3Waiter waiter = s3.waiter()) {
      assertThatThrownBy(() -> waiter.waitUntilObjectExists(r -> r.bucket("churn").key("late")))
          .hasStackTraceContaining("501");
    }
    assertThat(sim.clock().now()).isEqualTo(sim.startedAt());
  }
}
