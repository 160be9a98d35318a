package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/** How many Describes through the SDK threads get from one world. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class ThreadsBenchmark {
  private final Simulator sim = Jobs.world();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient client = clients.create(SageMakerClient.class);

  /** Lets one job live to its end. */
  @Setup
  public void begin() {
    Jobs.create(sim, 0, 1);
    sim.clock().advance(Jobs.WHOLE_LIFE);
  }

  /** By one thread. */
  @Benchmark
  @Threads(1)
  public DescribeTrainingJobResponse one() {
    return client.describeTrainingJob(r -> r.trainingJobName(Jobs.name(0)));
  }

  /** By eight threads. */
  @Benchmark
  @Threads(8)
  public DescribeTrainingJobResponse eight() {
    return client.describeTrainingJob(r -> r.trainingJobName(Jobs.name(0)));
  }

  /** Forgets the journal, so that a long run measures calls and not memory. */
  @Setup(Level.Iteration)
  public void forget() {
    sim.journal().clear();
  }

  /** Closes the client. */
  @TearDown
  public void close() {
    clients.close();
  }
}
