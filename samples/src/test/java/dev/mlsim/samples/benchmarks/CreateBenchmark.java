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
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobResponse;

/** What one CreateTrainingJob costs through the SDK, each of a job of its own. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CreateBenchmark {
  /** Where calls go. */
  @Param({"CANNED", "MLSIM", "WIREMOCK"})
  public String behind = "MLSIM";

  private final Simulator sim = Jobs.world();

  @SuppressWarnings("NullAway.Init") // JMH calls open() first
  private Clients clients;

  private long number;

  /** Makes the clients. */
  @Setup
  public void open() {
    clients =
        new Clients(
            Clients.Behind.valueOf(behind),
            sim,
            "CreateTrainingJob",
            Jobs.call(sim, "CreateTrainingJob", Jobs.document(Jobs.name(0))));
  }

  /** By a blocking client. */
  @Benchmark
  public CreateTrainingJobResponse sync() {
    return clients.sync().createTrainingJob(Jobs.request(Jobs.name(++number)));
  }

  /** By an asynchronous client whose answer is waited for. */
  @Benchmark
  public CreateTrainingJobResponse async() {
    return clients.async().createTrainingJob(Jobs.request(Jobs.name(++number))).join();
  }

  /** Empties the world, so that a long run measures calls and not memory. */
  @Setup(Level.Iteration)
  public void forget() {
    sim.reset();
    sim.quotas().unlimited();
  }

  /** Closes the clients. */
  @TearDown
  public void close() {
    clients.close();
  }
}
