package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;

/** Calls at the bare doorway, without the SDK. */
final class ExchangeBenchmark {
  private static final String CREATE = "create";

  private final Simulator sim = Jobs.world();
  private final WireRequest describe =
      Jobs.wire("DescribeTrainingJob", "{\"TrainingJobName\":\"" + Jobs.name(0) + "\"}");
  private int number = 1;

  private ExchangeBenchmark() {
    begin();
  }

  static void run(Pace pace, Report report) {
    ExchangeBenchmark bare = new ExchangeBenchmark();
    Race.Result result =
        new Race(pace)
            .with(Race.MLSIM, Work.onThisThread(() -> bare.sim.exchange(bare.describe)))
            .with(CREATE, Work.onThisThread(bare::create).then(bare::begin))
            .run();
    report.cost("a Describe without the SDK", Report.time(result.nanos(Race.MLSIM)));
    report.cost("a Create without the SDK", Report.time(result.nanos(CREATE)));
    report.warmth("a Describe without the SDK", result);
  }

  /** One job has lived to its end, and there is no other. */
  private void begin() {
    sim.reset();
    sim.quotas().unlimited();
    Jobs.create(sim, 0, 1);
    sim.clock().advance(Jobs.WHOLE_LIFE);
  }

  private void create() {
    Jobs.create(sim, number, number + 1);
    number++;
  }
}
