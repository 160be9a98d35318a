package dev.mlsim.sdk.suite.sagemakerfeaturestoreruntime;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureStoreRuntime;
import java.util.List;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;

/**
 * The shared suite over SageMaker Feature Store Runtime, whose records are no resources of the API:
 * what it holds is the life of what is stored.
 */
class FeatureStoreRuntimeSuiteTest extends ServiceSuite {
  FeatureStoreRuntimeSuiteTest() {
    super(FeatureStoreRuntime.SERVICE, SageMakerFeatureStoreRuntimeClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of();
  }
}
