package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** CreateTrainingJob, each of a job of its own, in worlds where few or many jobs are running. */
final class CreateBenchmark {
  private static final int TOGETHER = 10;
  private static final long FIRST = 1_000_000;
  private static final int ENOUGH = 1_000;

  private CreateBenchmark() {}

  static void run(Pace pace, Report report) {
    try (Crowd fifty = new Crowd(pace.of(50));
        Crowd hundred = new Crowd(pace.of(100));
        Crowd thousand = new Crowd(pace.of(1_000));
        var clients =
            Clients.of(
                Jobs.world(),
                SageMakerClient::builder,
                client -> client.createTrainingJob(Jobs.request(Jobs.name(0))))) {
      Race.Result result =
          clients
              .floors(pace.inSlicesOf(TOGETHER), CreateBenchmark::creating)
              .with("50", fifty.creating())
              .with("100", hundred.creating())
              .with("1000", thousand.creating())
              .run();
      report.call("CreateTrainingJob among 50 running", "50", result);
      report.call("CreateTrainingJob among 100 running", "100", result);
      report.call("CreateTrainingJob among 1,000 running", "1000", result);
      report.cost(
          "CreateTrainingJob among 1,000 running, of one among 100",
          Report.ratio(result.ratio("1000", "100")));
      report.warmth("CreateTrainingJob", result);
    }
  }

  private static Work creating(SageMakerClient client) {
    return Work.onThisThread(
        new Runnable() {
          private long number = FIRST;

          @Override
          public void run() {
            client.createTrainingJob(Jobs.request(Jobs.name(number++)));
          }
        });
  }

  /** A world where so many jobs run for ever, whose quotas count them, and others come and go. */
  static final class Crowd implements AutoCloseable {
    private final int running;
    private final Simulator sim = Simulator.create();
    private final SimulatedClients clients = SimulatedClients.of(sim);
    private int slices;

    Crowd(int running) {
      this.running = running;
      fill();
    }

    Simulator sim() {
      return sim;
    }

    Work creating() {
      return CreateBenchmark.creating(clients.create(SageMakerClient.class)).then(this::settle);
    }

    /** Lets those that came end; now and then all begins anew, so that memory is not measured. */
    private void settle() {
      slices++;
      if (slices % (ENOUGH / TOGETHER) == 0) {
        fill();
      } else {
        sim.clock().advance(Jobs.WHOLE_LIFE);
      }
    }

    private void fill() {
      sim.reset();
      sim.quotas().set("ml.m5.xlarge for training job usage", ENOUGH + running);
      sim.script().resource("training-job").stuckAt("Starting");
      Jobs.create(sim, 0, running);
      sim.script().clear();
    }

    @Override
    public void close() {
      clients.close();
    }
  }
}
