package dev.mlsim.sdk.suite.sagemakera2iruntime;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.sagemakera2iruntime.A2iRuntime;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;

/** The shared suite over SageMaker A2I Runtime, in a world with a flow definition. */
class A2iRuntimeSuiteTest extends ServiceSuite {
  private static final String FLOW =
      "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review";

  A2iRuntimeSuiteTest() {
    super(A2iRuntime.SERVICE, SageMakerA2IRuntimeClient.class);
  }

  @Override
  protected void prepare(Simulator sim) {
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      clients
          .create(SageMakerClient.class)
          .createFlowDefinition(
              r ->
                  r.flowDefinitionName("review")
                      .roleArn("arn:aws:iam::123456789012:role/Review")
                      .outputConfig(o -> o.s3OutputPath("s3://reviews/out")));
    }
    sim.clock().runUntilIdle(Duration.ofMinutes(1));
    sim.journal().clear();
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of(
        examples ->
            examples
                .replaced("human-loop", "the same call again is about the same loop")
                .unreachable("human-loop", "InProgress/Answering", "who is asked answers at once")
                .input(
                    "StartHumanLoop",
                    "{'FlowDefinitionArn': '"
                        + FLOW
                        + "', 'HumanLoopInput': {'InputContent': '{}'}}")
                .member(
                    "StartHumanLoop", "FlowDefinitionArn", "{'FlowDefinitionArn': '" + FLOW + "'}")
                .input("ListHumanLoops", "{'FlowDefinitionArn': '" + FLOW + "'}"));
  }
}
