package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** What a JVM does from its start to the first DescribeTrainingJob that a test gets. */
final class FirstAnswer {
  private static final String NAME = Jobs.name(0);

  private FirstAnswer() {}

  /**
   * Creates a job and describes it, then prints the processor time of this JVM since its start.
   *
   * @param args who answers, one of {@link Race}'s names, and what the floors answer, in order
   */
  public static void main(String[] args) {
    List<Answer> answers = Arrays.stream(args).skip(1).map(Answer::of).toList();
    switch (args[0]) {
      case Race.SIGNED -> ask(Canned.signed(SageMakerClient.builder(), answers));
      case Race.ANONYMOUS -> ask(Canned.anonymous(SageMakerClient.builder(), answers));
      default -> ask(SimulatedClients.of(Simulator.create()).create(SageMakerClient.class));
    }
    // Not by a management bean, whose classes would cost all contenders as much again.
    System.out.println(
        ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElseThrow());
  }

  /** A job is created and described. */
  static void ask(SageMakerClient client) {
    client.createTrainingJob(Jobs.request(NAME));
    if (client.describeTrainingJob(r -> r.trainingJobName(NAME)).creationTime() == null) {
      throw new IllegalStateException("no answer");
    }
  }
}
