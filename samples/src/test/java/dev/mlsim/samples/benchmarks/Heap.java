package dev.mlsim.samples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlsim.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * How much heap one job keeps, in a JVM of its own: the same is measured with many jobs and with
 * none, after the garbage is collected. Of the journal, which is bounded, nothing is counted.
 *
 * @param moving bytes that a job keeps that is still at work
 * @param done bytes that a job keeps that has completed, with the model it left
 * @param input bytes of that which are the document it was created with
 */
record Heap(double moving, double done, double input) {
  private static final int JOBS = 100_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Heap measured() {
    List<Double> lines =
        Java.run(Heap.class, List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC"))
            .lines()
            .map(Double::valueOf)
            .toList();
    return new Heap(lines.get(0), lines.get(1), lines.get(2));
  }

  /** Prints the bytes of a job: at work, completed, and of its input alone. */
  public static void main(String[] args) {
    perJob(() -> world(1));
    System.out.println(perJob(() -> world(JOBS)));
    System.out.println(perJob(() -> completed(world(JOBS))));
    System.out.println(perJob(Heap::inputs));
  }

  private static Simulator world(int jobs) {
    Simulator sim = Jobs.world();
    Jobs.create(sim, 0, jobs);
    sim.journal().clear();
    return sim;
  }

  private static Simulator completed(Simulator sim) {
    sim.clock().advance(Jobs.WHOLE_LIFE);
    sim.journal().clear();
    return sim;
  }

  private static List<JsonNode> inputs() {
    List<JsonNode> inputs = new ArrayList<>(JOBS);
    for (int i = 0; i < JOBS; i++) {
      try {
        inputs.add(MAPPER.readTree(Jobs.document(Jobs.name(i))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return inputs;
  }

  private static double perJob(Supplier<?> made) {
    long before = used();
    Object kept = made.get();
    long after = used();
    if (kept.hashCode() == 0 && kept.equals("")) {
      throw new AssertionError("it has to be kept until here");
    }
    return (after - before) / (double) JOBS;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
