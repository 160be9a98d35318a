package dev.mlsim.sdk.sagemaker.pipelines;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.hostile.Door;
import dev.mlsim.sdk.hostile.Misdeed;
import dev.mlsim.services.sagemaker.PipelineSteps;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Where functions are handed to the steps of pipelines. */
public final class PipelineDoors {
  private static final String LAMBDA =
      "{'Name': 'Deploy', 'Type': 'Lambda', 'FunctionArn':"
          + " 'arn:aws:lambda:us-east-1:123456789012:function:deploy', 'Arguments': {},"
          + " 'OutputParameters': [{'OutputName': 'url', 'OutputType': 'String'}]}";

  private static final String CALLBACK =
      "{'Name': 'Approve', 'Type': 'Callback', 'SqsQueueUrl':"
          + " 'https://sqs.us-east-1.amazonaws.com/123456789012/approvals', 'Arguments': {},"
          + " 'OutputParameters': []}";

  private PipelineDoors() {}

  /** All of them. */
  public static List<Door> all() {
    return List.of(
        new Door(
            "dev.mlsim.services.sagemaker.PipelineSteps#lambda",
            "lambda(function)",
            Door.Manner.OUTSIDE_IN_TIME,
            () ->
                scene(
                    LAMBDA,
                    (sim, misdeed) ->
                        sim.setup(PipelineSteps.class)
                            .lambda("*", call -> misdeed.gives(Map.of("url", "here"))))),
        new Door(
            "dev.mlsim.event.Notifications#on",
            "notifications().on(",
            Door.Manner.OUTSIDE_IN_TIME,
            () ->
                scene(
                    CALLBACK,
                    (sim, misdeed) -> sim.notifications().on("*", sent -> misdeed.happens()))));
  }

  private static Door.Scene scene(String step, BiConsumer<Simulator, Misdeed> handIn) {
    Simulator sim = Simulator.create();
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    Piped pipeline = Piped.of(sim, sageMaker, Piped.definition(step));
    return new Door.Scene(
        sim, misdeed -> handIn.accept(sim, misdeed), () -> pipeline.end(pipeline.start()));
  }
}
