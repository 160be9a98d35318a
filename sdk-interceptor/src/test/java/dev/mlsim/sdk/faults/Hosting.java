package dev.mlsim.sdk.faults;

import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;

/** Endpoints that tests start from. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
record Hosting(SageMakerClient sageMaker) {

  /** A model, a configuration and an endpoint of one name. */
  void create(String name) {
    sageMaker.createModel(
        r ->
            r.modelName(name)
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(c -> c.image("repo/image:1")));
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName(name)
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName(name)
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1)));
    sageMaker.createEndpoint(r -> r.endpointName(name).endpointConfigName(name));
  }
}
