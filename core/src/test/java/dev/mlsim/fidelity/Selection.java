package dev.mlsim.fidelity;

import dev.mlsim.service.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services of which mlsim holds a part only, and how many operations their clients have in the
 * SDK that it is built with; {@code LedgerCountsTest} of sdk-interceptor counts them.
 */
final class Selection {
  private static final Map<String, Integer> WHOLE = Map.of("s3", 106, "logs", 103);

  /** What the models have and the clients of the SDK that mlsim is built with don't. */
  private static final Map<String, Set<String>> YOUNGER =
      Map.of(
          "sagemaker",
          Set.of(
              "CreateAIBenchmarkJob",
              "CreateAIRecommendationJob",
              "CreateAIWorkloadConfig",
              "CreateJob",
              "DeleteAIBenchmarkJob",
              "DeleteAIRecommendationJob",
              "DeleteAIWorkloadConfig",
              "DeleteJob",
              "DescribeAIBenchmarkJob",
              "DescribeAIRecommendationJob",
              "DescribeAIWorkloadConfig",
              "DescribeJob",
              "DescribeJobSchemaVersion",
              "DescribeTrainingPlanExtensionHistory",
              "ExtendTrainingPlan",
              "ListAIBenchmarkJobs",
              "ListAIRecommendationJobs",
              "ListAIWorkloadConfigs",
              "ListJobSchemaVersions",
              "ListJobs",
              "StartClusterHealthCheck",
              "StopAIBenchmarkJob",
              "StopAIRecommendationJob",
              "StopJob"),
          "sagemakerfeaturestoreruntime",
          Set.of("BatchWriteRecord", "ListRecords"));

  private Selection() {}

  /** Whether the SDK that mlsim is built with lacks the operation. */
  static boolean isYounger(Service service, String operation) {
    return YOUNGER.getOrDefault(service.name(), Set.of()).contains(operation);
  }

  /** How many operations of the contract it lacks. */
  static int younger(Service service) {
    return YOUNGER.getOrDefault(service.name(), Set.of()).size();
  }

  /** How many operations the whole service has. */
  static Optional<Integer> whole(Service service) {
    return Optional.ofNullable(WHOLE.get(service.name()));
  }

  /** The same in words. */
  static Optional<String> of(Service service) {
    return whole(service)
        .map(count -> "the contract holds a part of the " + count + " that the SDK's client has");
  }
}
