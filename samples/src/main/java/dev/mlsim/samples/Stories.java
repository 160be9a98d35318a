package dev.mlsim.samples;

import dev.mlsim.Simulator;
import dev.mlsim.samples.sagemaker.NightlyTraining;
import dev.mlsim.sdk.SimulatedClients;
import java.io.PrintStream;
import java.time.Duration;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Runs the stories and prints what happened, in virtual time. */
public final class Stories {
  private Stories() {}

  /** Tells every story. */
  public static void main(String[] args) {
    nightlyTraining(System.out);
  }

  /** A night in which the first job fails and the second one completes. */
  static void nightlyTraining(PrintStream out) {
    Simulator sim = Simulator.create();
    sim.script()
        .resource("training-job")
        .named("churn-1")
        .takes("Training", Duration.ofHours(2))
        .failAt("Training", "AlgorithmError: loss is NaN, exit code: 1");
    sim.script().resource("training-job").named("churn-2").takes("Training", Duration.ofHours(3));
    sim.faults().on("CreateTrainingJob").first(1).throttle();

    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerClient sageMaker = clients.create(SageMakerClient.class);
      String model = new NightlyTraining(sageMaker, sim.clock()::sleep).run();

      Timeline.print("Nightly retraining with SageMaker", sim, out);
      out.println("the model is at " + model);
    }
  }
}
