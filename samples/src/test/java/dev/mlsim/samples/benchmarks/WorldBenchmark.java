package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeTrainingJobResponse;

/** What a test pays before it starts: a world, a client for it, a first job described. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class WorldBenchmark {

  /** A world alone. */
  @Benchmark
  public Simulator world() {
    return Simulator.create();
  }

  /** A world, its client, a job created and described. */
  @Benchmark
  public DescribeTrainingJobResponse worldClientAndFirstJob() {
    Simulator sim = Simulator.create();
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      sageMaker.createTrainingJob(Jobs.request("churn-1"));
      return sageMaker.describeTrainingJob(r -> r.trainingJobName("churn-1"));
    }
  }
}
