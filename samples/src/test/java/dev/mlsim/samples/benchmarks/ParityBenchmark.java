package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.parity.Parity;
import dev.mlsim.sdk.Recording;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What recording adds to a call, and what a replay takes. */
final class ParityBenchmark {
  private static final int CALLS = 10_000;
  private static final int POLLS = 9;

  private ParityBenchmark() {}

  static void run(Pace pace, Report report) {
    try {
      Path folder = Files.createTempDirectory("mlsim");
      recording(pace, report, folder.resolve("polls.jsonl"));
      replay(pace, report, folder.resolve("run.jsonl"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void recording(Pace pace, Report report, Path file) {
    try (SimulatedClients clients = SimulatedClients.of(DescribeBenchmark.world())) {
      SageMakerClient client = clients.create(SageMakerClient.class);
      double plain = nanos(pace, client);
      try (Recording recording = Recording.to(file)) {
        double recorded = recording == null ? plain : nanos(pace, client);
        report.cost("recording a DescribeTrainingJob", Report.time(recorded - plain));
      }
    }
  }

  private static double nanos(Pace pace, SageMakerClient client) {
    return new Race(pace)
        .with(Race.MLSIM, Work.onThisThread(() -> DescribeBenchmark.call(client)))
        .run()
        .nanos(Race.MLSIM);
  }

  private static void replay(Pace pace, Report report, Path file) {
    Simulator aws = Jobs.world();
    try (SimulatedClients clients = SimulatedClients.of(aws);
        Recording recording = Recording.to(file, aws.clock()::now)) {
      SageMakerClient client = clients.create(SageMakerClient.class);
      for (int job = 0; job < pace.of(CALLS) / (POLLS + 1) && recording != null; job++) {
        client.createTrainingJob(Jobs.request(Jobs.name(job)));
        for (int poll = 0; poll < POLLS; poll++) {
          aws.clock().advance(Duration.ofMinutes(1));
          String name = Jobs.name(job);
          client.describeTrainingJob(r -> r.trainingJobName(name));
        }
      }
    }
    Race.Result result =
        new Race(pace.single())
            .with(Race.MLSIM, Work.onThisThread(() -> Parity.of(file).run()))
            .run();
    report.cost("replaying 10,000 recorded calls", Report.time(result.nanos(Race.MLSIM)));
  }
}
