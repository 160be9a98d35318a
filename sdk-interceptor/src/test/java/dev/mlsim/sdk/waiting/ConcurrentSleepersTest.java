package dev.mlsim.sdk.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.clock.TimeBarrier;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class ConcurrentSleepersTest {
  private static final int THREADS = 10;

  private final Simulator sim = Simulator.create();
  private final Instant start = sim.clock().now();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void ten_waiters_for_jobs_that_run_already_end_with_the_longest() throws Exception {
    Duration longest = declareJobs();
    for (int i = 1; i <= THREADS; i++) {
      sageMaker.createTrainingJob(Jobs.job("churn-" + i));
    }

    inParallel(this::await);

    assertThat(sim.clock().now())
        .isEqualTo(sim.resources().get("training-job", "churn-10").lastChanged())
        .isBetween(start.plus(longest), start.plus(longest).plus(Duration.ofMinutes(30)));
  }

  @Test
  void ten_threads_that_each_start_a_job_and_wait_for_it_end_with_the_longest() throws Exception {
    Duration longest = declareJobs();

    try (TimeBarrier barrier = sim.clock().barrier(THREADS)) {
      inParallel(
          job ->
              barrier
                  .party(
                      () -> {
                        sageMaker.createTrainingJob(Jobs.job(job));
                        return await(job);
                      })
                  .call());
    }

    assertThat(sim.clock().now())
        .isBetween(start.plus(longest), start.plus(longest).plus(Duration.ofMinutes(30)));
    assertThat(sim.resources().all("training-job"))
        .hasSize(THREADS)
        .allSatisfy(job -> assertThat(job.status()).isEqualTo("Completed"))
        .allSatisfy(job -> assertThat(job.created()).isEqualTo(start));
  }

  /** The n-th job trains for n hours. */
  private Duration declareJobs() {
    for (int i = 1; i <= THREADS; i++) {
      sim.script()
          .resource("training-job")
          .named("churn-" + i)
          .takes("Training", Duration.ofHours(i));
    }
    return Duration.ofHours(THREADS);
  }

  private Boolean await(String job) {
    try (var waiter = sageMaker.waiter()) {
      return waiter
          .waitUntilTrainingJobCompletedOrStopped(r -> r.trainingJobName(job))
          .matched()
          .response()
          .isPresent();
    }
  }

  @FunctionalInterface
  private interface Work {
    Boolean on(String job) throws Exception;
  }

  private static void inParallel(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 1; i <= THREADS; i++) {
        String job = "churn-" + i;
        tasks.add(() -> work.on(job));
      }
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
