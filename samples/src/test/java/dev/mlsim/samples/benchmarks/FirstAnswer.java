package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What a JVM does from its start to the first answer that a test gets. */
final class FirstAnswer {
  private FirstAnswer() {}

  /** Creates a job and describes it, in a world or, if there is an argument, with canned bytes. */
  public static void main(String[] args) {
    if (args.length > 0) {
      byte[] body = args[0].getBytes(StandardCharsets.UTF_8);
      Map<String, String> headers = Map.of("Content-Type", "application/x-amz-json-1.1");
      try (SageMakerClient canned = CannedClients.sync(new WireResponse(200, headers, body))) {
        ask(canned);
      }
      return;
    }
    try (SimulatedClients clients = SimulatedClients.of(Simulator.create())) {
      ask(clients.create(SageMakerClient.class));
    }
  }

  private static void ask(SageMakerClient sageMaker) {
    String name = Jobs.name(0);
    sageMaker.createTrainingJob(Jobs.request(name));
    if (sageMaker.describeTrainingJob(r -> r.trainingJobName(name)).creationTime() == null) {
      throw new IllegalStateException("no answer");
    }
  }
}
