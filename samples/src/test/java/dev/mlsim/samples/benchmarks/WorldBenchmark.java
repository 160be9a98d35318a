package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What a test pays before it starts. */
final class WorldBenchmark {
  private static final String NAME = Jobs.name(0);

  private WorldBenchmark() {}

  static void run(Pace pace, Report report) {
    Race.Result alone = new Race(pace).with(Race.MLSIM, Work.onThisThread(Simulator::create)).run();
    report.cost("creating a world", Report.time(alone.nanos(Race.MLSIM)));

    List<Answer> answers =
        Answer.recorded(
            Simulator.create(), SageMakerClient.builder(), WorldBenchmark::createAndDescribe);
    Race.Result first =
        new Race(pace.tenth())
            .with(
                Race.SIGNED,
                Work.onThisThread(
                    () -> firstJob(Canned.signed(SageMakerClient.builder(), answers))))
            .with(
                Race.ANONYMOUS,
                Work.onThisThread(
                    () -> firstJob(Canned.anonymous(SageMakerClient.builder(), answers))))
            .with(Race.MLSIM, Work.onThisThread(WorldBenchmark::worldAndFirstJob))
            .run();
    report.call("a world and its client made, a job created and described", first);
    report.warmth("a world, its client, a job", first);

    int worlds = pace.of(10_000);
    Work all = Work.onThisThread(() -> kept(worlds));
    Race.Result many = new Race(pace.single()).with(Race.MLSIM, all).run();
    report.cost("10,000 worlds of a job each", Report.time(many.nanos(Race.MLSIM)));
    report.cost(
        "the heap of such a world", Heap.kilobytes(Heap.keptBy(() -> kept(worlds)), worlds));
  }

  private static void worldAndFirstJob() {
    try (SimulatedClients clients = SimulatedClients.of(Simulator.create())) {
      createAndDescribe(clients.create(SageMakerClient.class));
    }
  }

  private static void firstJob(SageMakerClient client) {
    try (client) {
      createAndDescribe(client);
    }
  }

  static void createAndDescribe(SageMakerClient client) {
    client.createTrainingJob(Jobs.request(NAME));
    client.describeTrainingJob(r -> r.trainingJobName(NAME));
  }

  private static List<Simulator> kept(int worlds) {
    List<Simulator> all = new ArrayList<>();
    for (int i = 0; i < worlds; i++) {
      Simulator sim = Simulator.create();
      Jobs.create(sim, 0, 1);
      all.add(sim);
    }
    return all;
  }
}
