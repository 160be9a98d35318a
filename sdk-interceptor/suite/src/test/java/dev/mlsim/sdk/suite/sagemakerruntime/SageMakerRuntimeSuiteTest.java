package dev.mlsim.sdk.suite.sagemakerruntime;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.sagemakerruntime.SageMakerRuntime;
import java.util.List;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/**
 * The shared suite over SageMaker Runtime, whose operations create and show nothing: what it holds
 * is the life of what is in a queue.
 */
class SageMakerRuntimeSuiteTest extends ServiceSuite {
  SageMakerRuntimeSuiteTest() {
    super(SageMakerRuntime.SERVICE, SageMakerRuntimeClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of();
  }
}
