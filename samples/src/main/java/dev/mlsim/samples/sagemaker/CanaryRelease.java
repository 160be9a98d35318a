package dev.mlsim.samples.sagemaker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.Alarm;
import software.amazon.awssdk.services.sagemaker.model.BlueGreenUpdatePolicy;
import software.amazon.awssdk.services.sagemaker.model.CapacitySizeType;
import software.amazon.awssdk.services.sagemaker.model.DeploymentConfig;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.TrafficRoutingConfigType;
import software.amazon.awssdk.services.sagemaker.waiters.SageMakerWaiter;

/**
 * Production code: gives a new model a part of the traffic for ten minutes, and all of it only if
 * no alarm goes meanwhile; SageMaker takes it back by itself.
 */
public final class CanaryRelease {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryRelease.class);
  private static final int BAKE = 600;

  private final SageMakerClient sageMaker;

  /** Makes the release. */
  public CanaryRelease(SageMakerClient sageMaker) {
    this.sageMaker = sageMaker;
  }

  /**
   * Begins: from now on the endpoint is updated.
   *
   * @param config the configuration of the new model
   */
  public void begin(String config) {
    sageMaker.updateEndpoint(
        r ->
            r.endpointName(ModelRelease.ENDPOINT)
                .endpointConfigName(config)
                .deploymentConfig(canary()));
  }

  private static DeploymentConfig canary() {
    BlueGreenUpdatePolicy policy =
        BlueGreenUpdatePolicy.builder()
            .trafficRoutingConfiguration(
                t ->
                    t.type(TrafficRoutingConfigType.CANARY)
                        .canarySize(c -> c.type(CapacitySizeType.INSTANCE_COUNT).value(1))
                        .waitIntervalInSeconds(BAKE))
            .build();
    return DeploymentConfig.builder()
        .blueGreenUpdatePolicy(policy)
        .autoRollbackConfiguration(
            a -> a.alarms(Alarm.builder().alarmName("churn-model-errors").build()))
        .build();
  }

  /**
   * Waits for its end. Both ends leave the endpoint InService, so that the status alone says
   * nothing: what it serves does.
   *
   * @return whether the new model serves now
   */
  public boolean await(String config) {
    try (SageMakerWaiter waiter = sageMaker.waiter()) {
      waiter.waitUntilEndpointInService(r -> r.endpointName(ModelRelease.ENDPOINT));
    }
    DescribeEndpointResponse endpoint =
        sageMaker.describeEndpoint(r -> r.endpointName(ModelRelease.ENDPOINT));
    boolean serves = endpoint.endpointConfigName().equals(config);
    if (!serves) {
      LOG.warn(
          "{} is rolled back to {}: {}",
          config,
          endpoint.endpointConfigName(),
          endpoint.failureReason());
    }
    return serves;
  }
}
