package dev.mlsim.samples.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the start of a JVM to its end, with one job created and described between. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
public class StartBenchmark {
  private String answer = "";

  /** Keeps the bytes of an answer. */
  @Setup
  public void prepare() {
    var sim = Jobs.world();
    Jobs.create(sim, 0, 1);
    answer = new String(Jobs.described(sim, Jobs.name(0)).body(), StandardCharsets.UTF_8);
  }

  /** By the simulator. */
  @Benchmark
  public String simulated() {
    return Java.run(FirstAnswer.class, List.of());
  }

  /** With canned bytes: what the SDK and the JVM need for themselves. */
  @Benchmark
  public String canned() {
    return Java.run(FirstAnswer.class, List.of(), answer);
  }
}
