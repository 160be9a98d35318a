package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/**
 * What one DescribeTrainingJob costs: at the bare doorway, through the SDK, and through the SDK
 * with canned bytes behind it, which is the floor that no simulator can go below.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class DescribeBenchmark {
  private static final WireRequest REQUEST =
      new WireRequest(
          "POST",
          "/",
          Map.of("X-Amz-Target", "SageMaker.DescribeTrainingJob"),
          "{\"TrainingJobName\":\"churn-1\"}".getBytes(StandardCharsets.UTF_8));

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient simulated = clients.create(SageMakerClient.class);
  private final SageMakerClient canned;

  /** Starts one job to look at. */
  public DescribeBenchmark() {
    new NightlyTraining(simulated, sim.clock()::sleep).start("churn-1");
    sim.clock().advance(java.time.Duration.ofHours(8));
    WireResponse response = (WireResponse) sim.exchange(REQUEST);
    this.canned = CannedClients.sageMaker(response);
  }

  /** The doorway alone. */
  @Benchmark
  public WireReply bareExchange() {
    return sim.exchange(REQUEST);
  }

  /** The same bytes each time, through the SDK: the floor. */
  @Benchmark
  public DescribeTrainingJobResponse throughTheSdkCanned() {
    return canned.describeTrainingJob(r -> r.trainingJobName("churn-1"));
  }

  /** The simulator through the SDK. */
  @Benchmark
  public DescribeTrainingJobResponse throughTheSdk() {
    return simulated.describeTrainingJob(r -> r.trainingJobName("churn-1"));
  }

  /** Forgets the journal, so that a long run measures calls and not memory. */
  @Setup(org.openjdk.jmh.annotations.Level.Iteration)
  public void forget() {
    sim.journal().clear();
  }

  /** Closes the clients. */
  @TearDown
  public void close() {
    clients.close();
    canned.close();
  }
}
