package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.BlueGreenUpdatePolicy;
import software.amazon.awssdk.services.sagemaker.model.CapacitySize;
import software.amazon.awssdk.services.sagemaker.model.CapacitySizeType;
import software.amazon.awssdk.services.sagemaker.model.DeploymentConfig;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.PendingProductionVariantSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantStatus;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.TrafficRoutingConfig;
import software.amazon.awssdk.services.sagemaker.model.TrafficRoutingConfigType;

/** How an update of an endpoint goes on, stage by stage, as its DeploymentConfig has it. */
class DeploymentTest {
  private static final int WAIT = 600;

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final Hosting examples = new Hosting(sageMaker);

  @Test
  void all_traffic_is_shifted_at_once_and_bakes_until_the_old_fleet_goes() {
    ready(2, 4);
    Instant start = sim.clock().now();

    deploy(blueGreen(TrafficRoutingConfigType.ALL_AT_ONCE, t -> {}));

    assertThat(stages())
        .containsExactly(
            "Creating: Launching 4 instance(s).",
            "ActivatingTraffic: Activating traffic on full capacity of 4 instance(s).",
            "Baking: Baking for 300 seconds (TerminationWaitInSeconds) with traffic enabled on full"
                + " capacity of 4 instance(s).",
            "old Deleting: Terminating 2 instance(s).");
    assertThat(Duration.between(start, sim.clock().now())).isEqualTo(Duration.ofMinutes(10));
    assertThat(describe().endpointConfigName()).isEqualTo("churn-2");
    assertThat(describe().pendingDeploymentSummary()).isNull();
    assertThat(describe().productionVariants().get(0).hasVariantStatus()).isFalse();
    assertThat(describe().lastDeploymentConfig().blueGreenUpdatePolicy()).isNotNull();
  }

  @Test
  void a_canary_bakes_before_the_rest_follows() {
    ready(1, 4);

    deploy(
        blueGreen(
            TrafficRoutingConfigType.CANARY,
            t -> t.canarySize(size(CapacitySizeType.CAPACITY_PERCENT, 30))));

    assertThat(stages())
        .containsExactly(
            "Creating: Launching 4 instance(s).",
            "ActivatingTraffic: Activating traffic on canary capacity of 2 instance(s).",
            "Baking: Baking for 600 seconds (WaitIntervalInSeconds) with traffic enabled on canary"
                + " capacity of 2 instance(s).",
            "ActivatingTraffic: Activating traffic on full capacity of 4 instance(s).",
            "Baking: Baking for 300 seconds (TerminationWaitInSeconds) with traffic enabled on full"
                + " capacity of 4 instance(s).",
            "old Deleting: Terminating 1 instance(s).");
  }

  @Test
  void linear_traffic_goes_over_in_equal_steps() {
    ready(1, 3);

    deploy(
        blueGreen(
            TrafficRoutingConfigType.LINEAR,
            t -> t.linearStepSize(size(CapacitySizeType.INSTANCE_COUNT, 1))));

    assertThat(stages())
        .filteredOn(stage -> stage.startsWith("Activating"))
        .extracting(stage -> stage.replaceAll(".* on ", ""))
        .containsExactly(
            "linear capacity of 1 instance(s).",
            "linear capacity of 2 instance(s).",
            "full capacity of 3 instance(s).");
  }

  @Test
  void a_rolling_update_launches_and_terminates_batch_by_batch() {
    ready(4, 4);

    deploy(
        DeploymentConfig.builder()
            .rollingUpdatePolicy(
                r ->
                    r.maximumBatchSize(size(CapacitySizeType.INSTANCE_COUNT, 2))
                        .waitIntervalInSeconds(WAIT))
            .build());
    sim.clock().advance(Duration.ofMinutes(5));
    PendingProductionVariantSummary baking = pending();

    assertThat(baking.currentInstanceCount()).isEqualTo(2);
    assertThat(baking.desiredInstanceCount()).isEqualTo(4);
    assertThat(baking.variantStatus().get(0).statusMessage())
        .isEqualTo(
            "Baking for 600 seconds (WaitIntervalInSeconds) with traffic enabled on rolling"
                + " capacity of 2 instance(s).");
    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));
    assertThat(sim.resources().get("endpoint", "churn").walked())
        .containsSubsequence(
            "Updating",
            "Updating/ActivatingTraffic",
            "Updating/Baking",
            "Updating/Terminating",
            "Updating",
            "Updating/ActivatingTraffic",
            "Updating/Baking",
            "Updating/Terminating",
            "InService");
  }

  @Test
  void instances_and_weights_of_the_new_fleet_become_current_as_they_come() {
    ready(1, 4);
    deploy(
        blueGreen(
            TrafficRoutingConfigType.CANARY,
            t -> t.canarySize(size(CapacitySizeType.INSTANCE_COUNT, 1))));

    PendingProductionVariantSummary launching = pending();
    sim.clock().advance(Duration.ofMinutes(5));
    PendingProductionVariantSummary baking = pending();

    assertThat(launching.currentInstanceCount()).isZero();
    assertThat(launching.currentWeight()).isZero();
    assertThat(baking.currentInstanceCount()).isEqualTo(4);
    assertThat(baking.currentWeight()).isEqualTo(1);
    assertThat(describe().productionVariants().get(0).currentInstanceCount()).isEqualTo(1);
    assertThat(describe().endpointConfigName()).isEqualTo("churn");
    assertThat(describe().endpointStatusAsString()).isEqualTo("Updating");
  }

  @Test
  void an_alarm_while_it_bakes_returns_the_traffic_to_the_old_fleet() {
    ready(1, 4);
    sim.script().resource("endpoint").failAt("Baking", "Alarm churn-errors is in ALARM.");

    deploy(
        blueGreen(
            TrafficRoutingConfigType.CANARY,
            t -> t.canarySize(size(CapacitySizeType.INSTANCE_COUNT, 1))));
    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    DescribeEndpointResponse after = describe();
    assertThat(after.endpointConfigName()).isEqualTo("churn");
    assertThat(after.failureReason()).isEqualTo("Alarm churn-errors is in ALARM.");
    assertThat(after.pendingDeploymentSummary()).isNull();
    assertThat(after.productionVariants().get(0).currentInstanceCount()).isEqualTo(1);
    assertThat(sim.resources().get("endpoint", "churn").walked())
        .endsWith("Updating/Baking", "Updating/ReturningTraffic", "InService");
  }

  @Test
  void a_roll_back_that_fails_leaves_the_endpoint_with_both() {
    ready(4, 4);
    sim.script().resource("endpoint").meets("fail to roll back", "Baking", Duration.ofMinutes(5));

    deploy(
        DeploymentConfig.builder()
            .rollingUpdatePolicy(
                r ->
                    r.maximumBatchSize(size(CapacitySizeType.CAPACITY_PERCENT, 50))
                        .waitIntervalInSeconds(WAIT))
            .build());
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe().endpointStatusAsString()).isEqualTo("UpdateRollbackFailed");
    assertThat(describe().endpointConfigName()).isEqualTo("churn");
  }

  @Test
  void a_deployment_that_takes_longer_than_it_may_is_rolled_back() {
    ready(1, 4);
    sim.script().resource("endpoint").stuckAt("Baking");

    deploy(blueGreen(TrafficRoutingConfigType.ALL_AT_ONCE, t -> {}));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(describe().endpointStatusAsString()).isEqualTo("InService");
    assertThat(describe().failureReason())
        .isEqualTo(
            "The deployment did not complete within MaximumExecutionTimeoutInSeconds (1800).");
  }

  @Test
  void the_next_update_can_retain_the_config() {
    ready(1, 4);
    deploy(blueGreen(TrafficRoutingConfigType.ALL_AT_ONCE, t -> {}));
    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    sageMaker.updateEndpoint(
        r -> r.endpointName("churn").endpointConfigName("churn").retainDeploymentConfig(true));

    assertThat(stages()).hasSize(4).last().isEqualTo("old Deleting: Terminating 4 instance(s).");
  }

  @Test
  void a_config_that_lacks_a_size_is_refused() {
    ready(1, 4);

    assertThatThrownBy(() -> deploy(blueGreen(TrafficRoutingConfigType.CANARY, t -> {})))
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining("CanarySize is required when the traffic routing type is CANARY.");
    assertThatThrownBy(() -> deploy(blueGreen(TrafficRoutingConfigType.LINEAR, t -> {})))
        .hasMessageContaining("LinearStepSize is required");
    assertThatThrownBy(
            () ->
                deploy(
                    blueGreen(TrafficRoutingConfigType.ALL_AT_ONCE, t -> {}).toBuilder()
                        .rollingUpdatePolicy(
                            r ->
                                r.maximumBatchSize(size(CapacitySizeType.INSTANCE_COUNT, 1))
                                    .waitIntervalInSeconds(0))
                        .build()))
        .hasMessageContaining("Only one of BlueGreenUpdatePolicy and RollingUpdatePolicy");
    assertThat(describe().endpointStatusAsString()).isEqualTo("InService");
  }

  /** An endpoint in service, and a configuration to update it to. */
  private void ready(int before, int after) {
    examples.inService(sim, "churn", before);
    examples.config("churn-2", "churn", after);
  }

  private void deploy(DeploymentConfig how) {
    sageMaker.updateEndpoint(
        r -> r.endpointName("churn").endpointConfigName("churn-2").deploymentConfig(how));
  }

  private static DeploymentConfig blueGreen(
      TrafficRoutingConfigType type, Consumer<TrafficRoutingConfig.Builder> more) {
    BlueGreenUpdatePolicy policy =
        BlueGreenUpdatePolicy.builder()
            .trafficRoutingConfiguration(
                t -> t.type(type).waitIntervalInSeconds(WAIT).applyMutation(more))
            .terminationWaitInSeconds(300)
            .maximumExecutionTimeoutInSeconds(1800)
            .build();
    return DeploymentConfig.builder().blueGreenUpdatePolicy(policy).build();
  }

  private static CapacitySize size(CapacitySizeType type, int value) {
    return CapacitySize.builder().type(type).value(value).build();
  }

  /** What is shown, stage by stage, until the update is done. */
  private List<String> stages() {
    List<String> seen = new ArrayList<>();
    while (describe().endpointStatusAsString().equals("Updating")) {
      pending().variantStatus().forEach(status -> seen.add(text("", status)));
      describe()
          .productionVariants()
          .get(0)
          .variantStatus()
          .forEach(status -> seen.add(text("old ", status)));
      sim.clock().advanceToNext();
    }
    return seen;
  }

  private static String text(String of, ProductionVariantStatus status) {
    return of + status.statusAsString() + ": " + status.statusMessage();
  }

  private PendingProductionVariantSummary pending() {
    return describe().pendingDeploymentSummary().productionVariants().get(0);
  }

  private DescribeEndpointResponse describe() {
    return sageMaker.describeEndpoint(r -> r.endpointName("churn"));
  }
}
