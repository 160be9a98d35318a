package dev.mlsim.samples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mlsim.Simulator;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to list so many jobs, of which one in ten is still at work. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class ListBenchmark {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How many jobs there are. */
  @Param({"10000", "100000"})
  public int jobs = 10;

  private final Simulator sim = Jobs.world();

  /** Creates the jobs. */
  @Setup
  public void create() {
    Jobs.create(sim, 0, jobs / 10 * 9);
    sim.clock().advance(Jobs.WHOLE_LIFE);
    Jobs.create(sim, jobs / 10 * 9, jobs);
  }

  /** The newest hundred. */
  @Benchmark
  public WireReply firstPage() {
    return list("");
  }

  /** The only completed one of that name: SageMaker filters page by page, so all are turned. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 2)
  @Measurement(iterations = 4)
  public int filtered() {
    return pages(
        "\"StatusEquals\":\"Completed\",\"NameContains\":\"" + Jobs.name(jobs / 2) + "\",");
  }

  /** All of them, newest first, a hundred a page. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 2)
  @Measurement(iterations = 4)
  public int allPages() {
    return pages("");
  }

  /** All of them by name, a hundred a page. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 2)
  @Measurement(iterations = 4)
  public int allPagesByName() {
    return pages("\"SortBy\":\"Name\",\"SortOrder\":\"Ascending\",");
  }

  private int pages(String asked) {
    int pages = 0;
    String token = "";
    do {
      token = next(list(token.isEmpty() ? asked : asked + "\"NextToken\":\"" + token + "\","));
      pages++;
    } while (!token.isEmpty());
    return pages;
  }

  private WireResponse list(String asked) {
    return Jobs.call(sim, "ListTrainingJobs", "{" + asked + "\"MaxResults\":100}");
  }

  private static String next(WireResponse page) {
    try {
      JsonNode token = MAPPER.readTree(page.body()).path("NextToken");
      return token.asText("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
