package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;

/** An advance in which many training jobs live from their creation to their end. */
final class MovesBenchmark {
  private MovesBenchmark() {}

  static void run(Pace pace, Report report) {
    Work advance =
        calls -> {
          Simulator sim = world(pace.of(1_000_000));
          return Work.onThisThread(() -> sim.clock().advance(Jobs.WHOLE_LIFE)).times(1);
        };
    Race.Result result = new Race(pace.single()).with(Race.MLSIM, advance).run();
    report.cost("a million moves of training jobs", Report.time(result.nanos(Race.MLSIM)));
  }

  /** With jobs that have so many moves ahead, all told. */
  static Simulator world(int moves) {
    Simulator sim = Jobs.world();
    Jobs.create(sim, 0, moves / Jobs.MOVES);
    return sim;
  }
}
