package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/** What one DescribeTrainingJob of a finished job costs through the SDK. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class DescribeBenchmark {
  /** Where calls go. */
  @Param({"CANNED", "MLSIM", "WIREMOCK"})
  public String behind = "MLSIM";

  private final Simulator sim = Jobs.world();
  private final String name = Jobs.name(0);

  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  private Clients clients;

  /** Lets one job live to its end, and makes the clients. */
  @Setup
  public void open() {
    Jobs.create(sim, 0, 1);
    sim.clock().advance(Jobs.WHOLE_LIFE);
    clients =
        new Clients(
            Clients.Behind.valueOf(behind), sim, "DescribeTrainingJob", Jobs.described(sim, name));
  }

  /** By a blocking client. */
  @Benchmark
  public DescribeTrainingJobResponse sync() {
    return clients.sync().describeTrainingJob(r -> r.trainingJobName(name));
  }

  /** By an asynchronous client whose answer is waited for. */
  @Benchmark
  public DescribeTrainingJobResponse async() {
    return clients.async().describeTrainingJob(r -> r.trainingJobName(name)).join();
  }

  /** Forgets the journal, so that a long run measures calls and not memory. */
  @Setup(Level.Iteration)
  public void forget() {
    sim.journal().clear();
  }

  /** Closes the clients. */
  @TearDown
  public void close() {
    clients.close();
  }
}
