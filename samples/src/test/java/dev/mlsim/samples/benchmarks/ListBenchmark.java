package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SortBy;
import software.amazon.awssdk.services.sagemaker.model.SortOrder;

/** ListTrainingJobs, a hundred a page, of many jobs of which one in ten is still at work. */
final class ListBenchmark {
  private static final int PAGE = 100;
  private static final String LARGE = "mlsim, many jobs";

  private ListBenchmark() {}

  static void run(Pace pace, Report report) {
    Simulator many = world(pace.of(10_000));
    try (var clients =
            Clients.of(world(pace.of(1_000)), SageMakerClient::builder, ListBenchmark::page);
        var manyClients = SimulatedClients.of(many)) {
      SageMakerClient client = manyClients.create(SageMakerClient.class);
      Race.Result result =
          clients
              .race(pace.tenth(), c -> Work.onThisThread(() -> page(c)))
              .with(LARGE, Work.onThisThread(() -> page(client)))
              .run();
      report.call("ListTrainingJobs, the newest 100 of 1,000", result);
      report.call("ListTrainingJobs, the newest 100 of 10,000", LARGE, result);
      report.warmth("ListTrainingJobs", result);
      Race.Result all =
          new Race(pace.single())
              .with(Race.MLSIM, Work.onThisThread(() -> allByName(client)))
              .run();
      report.cost("ListTrainingJobs, all of 10,000 by name", Report.time(all.nanos(Race.MLSIM)));
    }
  }

  private static Simulator world(int jobs) {
    Simulator sim = Jobs.world();
    Jobs.create(sim, 0, jobs / 10 * 9);
    sim.clock().advance(Jobs.WHOLE_LIFE);
    Jobs.create(sim, jobs / 10 * 9, jobs);
    return sim;
  }

  private static void page(SageMakerClient client) {
    client.listTrainingJobs(r -> r.maxResults(PAGE));
  }

  /** How many there are, asked for page by page. */
  static long allByName(SageMakerClient client) {
    return client
        .listTrainingJobsPaginator(
            r -> r.sortBy(SortBy.NAME).sortOrder(SortOrder.ASCENDING).maxResults(PAGE))
        .trainingJobSummaries()
        .stream()
        .count();
  }
}
