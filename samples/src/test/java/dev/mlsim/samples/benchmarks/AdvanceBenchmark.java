package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.clock.Advance;
import dev.mlsim.clock.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to advance over so many pending moves at once. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 4)
public class AdvanceBenchmark {

  /** A clock with timers due at random in a day. */
  @State(Scope.Benchmark)
  public static class Timers {
    /** How many. */
    @Param({"100000", "1000000"})
    public int moves = 1;

    private VirtualClock clock = new VirtualClock(Instant.EPOCH);

    /** Schedules them. */
    @Setup(Level.Invocation)
    public void schedule() {
      clock = new VirtualClock(Instant.EPOCH);
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < moves; i++) {
        clock.schedule(
            Instant.EPOCH.plusMillis(random.nextLong(Duration.ofDays(1).toMillis())),
            "timer",
            () -> {});
      }
    }
  }

  /** A world of training jobs that have just been created, some time apart. */
  @State(Scope.Benchmark)
  public static class Lives {
    /** How many moves lie ahead, all told. */
    @Param({"100000", "1000000"})
    public int moves = 1;

    private Simulator sim = Jobs.world();

    /** Creates the jobs. */
    @Setup(Level.Invocation)
    public void create() {
      sim = Jobs.world();
      Jobs.create(sim, 0, Math.max(1, moves / Jobs.MOVES));
    }
  }

  /** The bare clock. */
  @Benchmark
  public Advance timers(Timers timers) {
    return timers.clock.advance(Duration.ofDays(1));
  }

  /** Jobs that live from their creation to their end. */
  @Benchmark
  public Advance jobs(Lives lives) {
    return lives.sim.clock().advance(Jobs.WHOLE_LIFE);
  }
}
