package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/** GetSolutionMetrics of Personalize: an answer that is worked out of others'. */
final class MetricsBenchmark {
  private MetricsBenchmark() {}

  static void run(Pace pace, Report report) {
    Simulator sim = Simulator.create();
    String version = trained(sim);
    try (var clients =
        Clients.of(sim, PersonalizeClient::builder, client -> call(client, version))) {
      Race.Result result =
          clients.race(pace, client -> Work.onThisThread(() -> call(client, version))).run();
      report.call("GetSolutionMetrics of Personalize", result);
      report.warmth("GetSolutionMetrics", result);
    }
  }

  private static void call(PersonalizeClient client, String version) {
    client.getSolutionMetrics(r -> r.solutionVersionArn(version));
  }

  private static String trained(Simulator sim) {
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      PersonalizeClient client = clients.create(PersonalizeClient.class);
      String group = client.createDatasetGroup(r -> r.name("films")).datasetGroupArn();
      sim.clock().advance(Duration.ofHours(1));
      String solution =
          client
              .createSolution(
                  r ->
                      r.name("films")
                          .datasetGroupArn(group)
                          .recipeArn("arn:aws:personalize:::recipe/aws-user-personalization")
                          .performAutoTraining(false))
              .solutionArn();
      String version =
          client.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
      sim.clock().advance(Duration.ofDays(1));
      return version;
    }
  }
}
