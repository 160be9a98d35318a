package dev.mlsim.sdk.sagemaker;

import dev.mlsim.Simulator;
import java.time.Duration;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;

/** Models, configurations and endpoints that tests start from. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
final class HostingExamples {
  static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";

  private final SageMakerClient sageMaker;

  HostingExamples(SageMakerClient sageMaker) {
    this.sageMaker = sageMaker;
  }

  void model(String name) {
    sageMaker.createModel(
        r ->
            r.modelName(name)
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(c -> c.image("repo/image:1")));
  }

  void config(String name, String model, int instances) {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName(name)
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName(model)
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(instances)));
  }

  void endpoint(String name, String config) {
    sageMaker.createEndpoint(r -> r.endpointName(name).endpointConfigName(config));
  }

  /** A model, a configuration and an endpoint of one name. */
  void hosted(String name, int instances) {
    model(name);
    config(name, name, instances);
    endpoint(name, name);
  }

  /** The same, in service. */
  void inService(Simulator sim, String name, int instances) {
    hosted(name, instances);
    sim.clock().advance(Duration.ofMinutes(5));
  }
}
