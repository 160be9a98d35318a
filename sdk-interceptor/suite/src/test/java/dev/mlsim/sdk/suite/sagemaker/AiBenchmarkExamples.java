package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Workloads, benchmarks and recommendations, which only newer SDKs know. */
final class AiBenchmarkExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateAIWorkloadConfig",
            """
            {'AIWorkloadConfigs': {'WorkloadSpec': {'Inline':
               '{\\"benchmark\\": {\\"type\\": \\"aiperf\\"}}'}}}
            """)
        .input(
            "CreateAIBenchmarkJob",
            stage ->
                "{'BenchmarkTarget': {'Endpoint': {'Identifier': '"
                    + stage.name("endpoint")
                    + "'}}, "
                    + workload(stage)
                    + "}")
        .input(
            "CreateAIRecommendationJob",
            stage ->
                "{'ModelSource': {'S3': {'S3Uri': 's3://models/llm'}}, " + workload(stage) + "}");
  }

  private static String workload(Stage stage) {
    return "'AIWorkloadConfigIdentifier': '" + stage.name("ai-workload-config") + "'";
  }
}
