package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import java.time.Duration;

/** A year in which jobs begin one after another, evenly, and some run at the same time. */
final class YearBenchmark {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final int JOBS = 10_000;
  private static final int TIMES = 10;

  private YearBenchmark() {}

  static void run(Pace pace, Report report) {
    int few = pace.of(JOBS);
    int many = pace.of(TIMES * JOBS);
    Race.Result result =
        new Race(pace.single())
            .with("few", Work.onThisThread(() -> year(few)))
            .with("many", Work.onThisThread(() -> year(many)))
            .run();
    report.cost("a year of 10,000 jobs", Report.time(result.nanos("few")));
    report.cost(
        "a job in a year of 100,000, of one in a year of 10,000",
        Report.ratio(result.ratio("many", "few") * few / many));
  }

  /** The world at its end. */
  static Simulator year(int jobs) {
    Simulator sim = Jobs.world();
    Duration pause = YEAR.dividedBy(jobs);
    for (int number = 0; number < jobs; number++) {
      Jobs.create(sim, number, number + 1);
      sim.clock().advance(pause);
    }
    sim.clock().advance(Jobs.WHOLE_LIFE);
    return sim;
  }
}
