package dev.mlsim.sdk.suite.sagemakermetrics;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.sagemakermetrics.SageMakerMetrics;
import java.util.List;
import software.amazon.awssdk.services.sagemakermetrics.SageMakerMetricsClient;

/**
 * The shared suite over SageMaker Metrics, whose series are no resources of the API: what it holds
 * is the life of what is stored.
 */
class SageMakerMetricsSuiteTest extends ServiceSuite {
  SageMakerMetricsSuiteTest() {
    super(SageMakerMetrics.SERVICE, SageMakerMetricsClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of();
  }
}
