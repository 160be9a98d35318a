package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** DescribeTrainingJob of a finished job. */
final class DescribeBenchmark {
  private static final int THREADS = 8;
  private static final int SHARED_OUT = 1_000;
  private static final String NAME = Jobs.name(0);

  private DescribeBenchmark() {}

  static Simulator world() {
    Simulator sim = Jobs.world();
    Jobs.create(sim, 0, 1);
    sim.clock().advance(Jobs.WHOLE_LIFE);
    return sim;
  }

  static void call(SageMakerClient client) {
    client.describeTrainingJob(r -> r.trainingJobName(NAME));
  }

  private static void call(SageMakerAsyncClient client) {
    client.describeTrainingJob(r -> r.trainingJobName(NAME)).join();
  }

  /** By a blocking client. */
  static void sync(Pace pace, Report report) {
    try (var clients = Clients.of(world(), SageMakerClient::builder, DescribeBenchmark::call)) {
      Race.Result result =
          clients.race(pace, client -> Work.onThisThread(() -> call(client))).run();
      report.call("DescribeTrainingJob", result);
      report.warmth("DescribeTrainingJob", result);
    }
  }

  /** By an asynchronous client that completes its futures on the calling thread. */
  static void async(Pace pace, Report report) {
    Simulator sim = world();
    List<Answer> answers = Answer.recorded(sim, SageMakerClient.builder(), DescribeBenchmark::call);
    try (var clients = new Clients<>(sim, SageMakerAsyncClient::builder, answers)) {
      Race.Result result =
          clients.race(pace, client -> Work.onThisThread(() -> call(client))).run();
      report.call("DescribeTrainingJob by an async client", result);
    }
  }

  /** By eight threads that share a client and a world. */
  static void threads(Pace pace, Report report) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (var clients = Clients.of(world(), SageMakerClient::builder, DescribeBenchmark::call)) {
      Race.Result result =
          clients
              .race(
                  pace.inSlicesOf(SHARED_OUT),
                  client -> Work.onThreads(THREADS, pool, () -> call(client)))
              .run();
      report.call("DescribeTrainingJob by 8 threads on one world", result);
    } finally {
      pool.shutdown();
    }
  }
}
