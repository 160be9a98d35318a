package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What calls cost at the bare doorway. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ExchangeBenchmark {
  private final Simulator sim = Jobs.world();
  private final WireRequest request =
      Jobs.wire("DescribeTrainingJob", "{\"TrainingJobName\":\"" + Jobs.name(0) + "\"}");
  private long number;

  /** Begins with one job that has lived to its end. */
  @Setup(Level.Iteration)
  public void begin() {
    sim.reset();
    sim.quotas().unlimited();
    Jobs.create(sim, 0, 1);
    sim.clock().advance(Jobs.WHOLE_LIFE);
  }

  /** A Describe of a finished job. */
  @Benchmark
  public WireReply describe() {
    return sim.exchange(request);
  }

  /** A Create. */
  @Benchmark
  public WireReply create() {
    return Jobs.call(sim, "CreateTrainingJob", Jobs.document(Jobs.name(++number)));
  }
}
