package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import java.nio.charset.StandardCharsets;

/** The heap that a training job keeps. Of the journal, which is bounded, nothing is counted. */
final class HeapBenchmark {
  private HeapBenchmark() {}

  static void run(Pace pace, Report report) {
    int jobs = pace.of(100_000);
    working(1); // loads the classes
    report.cost(
        "the heap of a job at work", Heap.kilobytes(Heap.keptBy(() -> working(jobs)), jobs));
    report.cost(
        "the heap of a completed job, with its model",
        Heap.kilobytes(Heap.keptBy(() -> completed(jobs)), jobs));
    int sent = Jobs.document(Jobs.name(0)).getBytes(StandardCharsets.UTF_8).length;
    report.cost("what it was created with, as JSON", Heap.kilobytes(sent, 1));
  }

  private static Simulator working(int jobs) {
    Simulator sim = Jobs.world();
    Jobs.create(sim, 0, jobs);
    sim.journal().clear();
    return sim;
  }

  private static Simulator completed(int jobs) {
    Simulator sim = working(jobs);
    sim.clock().advance(Jobs.WHOLE_LIFE);
    sim.journal().clear();
    return sim;
  }
}
