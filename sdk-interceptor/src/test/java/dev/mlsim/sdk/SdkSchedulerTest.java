package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.WireReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.waiters.WaiterResponse;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

class SdkSchedulerTest {

  @Test
  void a_delayed_task_runs_at_once_and_the_clock_has_moved() throws Exception {
    CannedWorld world = CannedWorld.of();
    Instant start = world.clock().now();
    ScheduledExecutorService scheduler = new SdkScheduler(new SdkTime(world.clock()));

    Instant ran = scheduler.schedule(() -> world.clock().now(), 90, TimeUnit.MINUTES).get();

    assertThat(ran).isEqualTo(start.plus(Duration.ofMinutes(90)));
  }

  @Test
  void tasks_that_schedule_tasks_do_not_overflow_the_stack() {
    CannedWorld world = CannedWorld.of();
    Instant start = world.clock().now();
    ScheduledExecutorService scheduler = new SdkScheduler(new SdkTime(world.clock()));

    scheduleAgain(scheduler, 5_000);

    assertThat(world.clock().now()).isEqualTo(start.plusSeconds(5_000));
  }

  private static void scheduleAgain(ScheduledExecutorService scheduler, int times) {
    if (times > 0) {
      var unused =
          scheduler.schedule(() -> scheduleAgain(scheduler, times - 1), 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_periodic_task_is_refused() {
    ScheduledExecutorService scheduler = new SdkScheduler(new SdkTime(CannedWorld.of().clock()));

    assertThatThrownBy(() -> scheduler.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.SECONDS))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("mlsim: cannot schedule a periodic task");
  }

  @Test
  void an_async_waiter_of_a_client_polls_on_virtual_time() {
    CannedWorld world =
        CannedWorld.of(
            Stream.concat(
                    Collections.nCopies(150, CannedWorld.trainingJob("InProgress")).stream(),
                    Stream.of(CannedWorld.trainingJob("Completed")))
                .toArray(WireReply[]::new));
    Instant start = world.clock().now();

    try (SimulatedClients clients = world.clients();
        var waiter = clients.create(SageMakerAsyncClient.class).waiter()) {
      WaiterResponse<DescribeTrainingJobResponse> response =
          waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")).join();

      assertThat(response.attemptsExecuted()).isEqualTo(151);
    }

    assertThat(world.clock().now()).isEqualTo(start.plus(Duration.ofHours(5)));
  }

  @Test
  void a_waiters_poll_is_told_by_metric_b_in_its_user_agent() {
    CannedWorld world = CannedWorld.of(CannedWorld.trainingJob("Completed"));

    try (SimulatedClients clients = world.clients()) {
      SageMakerAsyncClient sageMaker = clients.create(SageMakerAsyncClient.class);
      sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1")).join();
      try (var waiter = sageMaker.waiter()) {
        waiter.waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName("churn-1")).join();
      }
    }

    assertThat(world.requests().get(0).header("User-Agent").orElseThrow())
        .doesNotContainPattern(" m/([^ ]*,)?B(,|$)");
    assertThat(world.request().header("User-Agent").orElseThrow())
        .containsPattern(" m/([^ ]*,)?B(,|$)");
  }
}
