package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.EndpointSummary;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantSummary;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.VariantPropertyType;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class HostingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final Hosting examples = new Hosting(sageMaker);

  @Test
  void a_model_that_is_not_there_is_a_validation_error_with_its_arn() {
    assertThatThrownBy(() -> sageMaker.describeModel(r -> r.modelName("nope")))
        .isInstanceOf(SageMakerException.class)
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Could not find model \"" + ARN + "model/nope\".");
  }

  @Test
  void a_second_model_of_a_name_is_a_validation_error_with_its_arn() {
    examples.model("churn");

    assertThatThrownBy(() -> examples.model("churn"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Cannot create already existing model \"" + ARN + "model/churn\".");
  }

  @Test
  void model_data_has_to_be_there_if_the_test_says_so() {
    sim.objects().requireInputs();

    assertThatThrownBy(
            () ->
                sageMaker.createModel(
                    r ->
                        r.modelName("churn")
                            .primaryContainer(
                                c ->
                                    c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/i")
                                        .modelDataUrl("s3://b/churn/model.tar.gz"))))
        .hasMessageContaining("Could not find model data at s3://b/churn/model.tar.gz.");
  }

  @Test
  void a_configuration_needs_its_models() {
    assertThatThrownBy(() -> examples.config("c-1", "nope", 1))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Could not find model \"" + ARN + "model/nope\".");
  }

  @Test
  void an_endpoint_needs_its_configuration() {
    assertThatThrownBy(() -> examples.endpoint("e-1", "nope"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "Could not find endpoint configuration \"" + ARN + "endpoint-config/nope\".");
  }

  @Test
  void an_endpoint_that_is_created_shows_no_variants_yet() {
    examples.hosted("churn", 2);

    DescribeEndpointResponse endpoint = describe("churn");
    assertThat(endpoint.endpointStatus()).isEqualTo(EndpointStatus.CREATING);
    assertThat(endpoint.endpointArn()).isEqualTo(ARN + "endpoint/churn");
    assertThat(endpoint.endpointConfigName()).isEqualTo("churn");
    assertThat(endpoint.creationTime()).isEqualTo(START);
    assertThat(endpoint.lastModifiedTime()).isEqualTo(START);
    assertThat(endpoint.hasProductionVariants()).isFalse();
    assertThat(endpoint.pendingDeploymentSummary()).isNull();
    assertThat(endpoint.failureReason()).isNull();
  }

  @Test
  void the_waiter_ends_when_the_endpoint_is_in_service() {
    examples.hosted("churn", 2);

    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    DescribeEndpointResponse endpoint = describe("churn");
    assertThat(sim.clock().now()).isEqualTo(START.plus(Duration.ofMinutes(5)));
    assertThat(endpoint.endpointStatus()).isEqualTo(EndpointStatus.IN_SERVICE);
    ProductionVariantSummary variant = endpoint.productionVariants().get(0);
    assertThat(variant.variantName()).isEqualTo("AllTraffic");
    assertThat(variant.currentInstanceCount()).isEqualTo(2);
    assertThat(variant.desiredInstanceCount()).isEqualTo(2);
    assertThat(variant.currentWeight()).isEqualTo(1f);
    assertThat(variant.deployedImages().get(0).specifiedImage())
        .isEqualTo("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1");
    assertThat(variant.deployedImages().get(0).resolvedImage())
        .matches(
            "123456789012\\.dkr\\.ecr\\.us-east-1\\.amazonaws\\.com/churn@sha256:[0-9a-f]{64}");
    assertThat(variant.hasVariantStatus()).isFalse();
  }

  @Test
  void images_are_resolved_soon_after_the_start_of_a_deployment() {
    examples.inService(sim, "churn", 1);
    assertThat(resolved()).isBetween(START.plusSeconds(1), START.plusSeconds(3));
    examples.config("churn-2", "churn", 2);
    sim.clock().advance(Duration.ofHours(1));
    Instant asked = sim.clock().now();

    update("churn", "churn-2");
    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    assertThat(resolved()).isBetween(asked.plusSeconds(1), asked.plusSeconds(3));
  }

  private Instant resolved() {
    return describe("churn").productionVariants().get(0).deployedImages().get(0).resolutionTime();
  }

  @Test
  void a_serverless_variant_has_no_instances_and_nothing_that_is_desired_of_its_memory() {
    examples.model("churn");
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .dataCaptureConfig(
                    d ->
                        d.enableCapture(true)
                            .initialSamplingPercentage(50)
                            .destinationS3Uri("s3://churn/captured")
                            .captureOptions(o -> o.captureMode("Input")))
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("churn")
                            .serverlessConfig(s -> s.memorySizeInMB(2048).maxConcurrency(5))));
    examples.endpoint("churn", "churn");
    sim.clock().advance(Duration.ofMinutes(5));

    ProductionVariantSummary variant = describe("churn").productionVariants().get(0);
    assertThat(variant.currentInstanceCount()).isZero();
    assertThat(variant.desiredInstanceCount()).isNull();
    assertThat(variant.currentServerlessConfig().memorySizeInMB()).isEqualTo(2048);
    assertThat(variant.desiredServerlessConfig()).isNull();
    assertThat(variant.desiredWeight()).isEqualTo(1f);
    assertThat(describe("churn").dataCaptureConfig().kmsKeyId()).isNull();
  }

  @Test
  void the_waiter_throws_when_the_endpoint_fails() {
    String ping =
        "The primary container for production variant AllTraffic did not pass the ping"
            + " health check. Please check CloudWatch logs for this endpoint.";
    sim.script().resource("endpoint").named("churn").failAt("Creating", ping);
    examples.hosted("churn", 1);

    assertThatThrownBy(
            () -> sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn")))
        .isInstanceOf(SdkClientException.class);

    assertThat(describe("churn").endpointStatus()).isEqualTo(EndpointStatus.FAILED);
    assertThat(describe("churn").failureReason()).isEqualTo(ping);
    assertThat(describe("churn").hasProductionVariants()).isFalse();
  }

  @Test
  void the_deleted_waiter_ends_on_the_validation_error() {
    examples.inService(sim, "churn", 1);
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    assertThat(describe("churn").endpointStatus()).isEqualTo(EndpointStatus.DELETING);

    sageMaker.waiter().waitUntilEndpointDeleted(r -> r.endpointName("churn"));

    assertThatThrownBy(() -> describe("churn"))
        .hasMessageContaining("Could not find endpoint \"" + ARN + "endpoint/churn\".");
  }

  @Test
  void names_of_endpoints_are_unique_whatever_their_case() {
    examples.hosted("churn", 1);

    assertThatThrownBy(() -> examples.endpoint("CHURN", "churn"))
        .hasMessageContaining(
            "Cannot create already existing endpoint \"" + ARN + "endpoint/churn\".");
  }

  @Test
  void an_endpoint_in_progress_is_neither_updated_nor_deleted() {
    examples.hosted("churn", 1);

    assertThatThrownBy(() -> sageMaker.deleteEndpoint(r -> r.endpointName("churn")))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Cannot update in-progress endpoint \"" + ARN + "endpoint/churn\".");
    assertThatThrownBy(() -> update("churn", "churn"))
        .hasMessageContaining("Cannot update in-progress endpoint");
  }

  @Test
  void an_update_shows_the_old_configuration_and_the_pending_one() {
    examples.inService(sim, "churn", 1);
    examples.config("churn-2", "churn", 4);
    Instant asked = sim.clock().now();

    update("churn", "churn-2");

    DescribeEndpointResponse during = describe("churn");
    assertThat(during.endpointStatus()).isEqualTo(EndpointStatus.UPDATING);
    assertThat(during.endpointConfigName()).isEqualTo("churn");
    assertThat(during.productionVariants().get(0).currentInstanceCount()).isEqualTo(1);
    assertThat(during.pendingDeploymentSummary().endpointConfigName()).isEqualTo("churn-2");
    assertThat(during.pendingDeploymentSummary().startTime()).isEqualTo(asked);
    assertThat(during.pendingDeploymentSummary().productionVariants().get(0).variantStatus().get(0))
        .satisfies(
            status -> {
              assertThat(status.statusAsString()).isEqualTo("Creating");
              assertThat(status.statusMessage()).isEqualTo("Launching 4 instance(s).");
            });

    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    DescribeEndpointResponse after = describe("churn");
    assertThat(after.endpointConfigName()).isEqualTo("churn-2");
    assertThat(after.productionVariants().get(0).currentInstanceCount()).isEqualTo(4);
    assertThat(after.pendingDeploymentSummary()).isNull();
  }

  @Test
  void an_update_that_fails_leaves_the_old_fleet_in_service_and_says_why() {
    examples.inService(sim, "churn", 1);
    examples.config("churn-2", "churn", 4);
    sim.script().resource("endpoint").failAt("Updating", "Alarm churn-errors fired.");

    update("churn", "churn-2");
    sim.clock().advance(Duration.ofHours(1));

    DescribeEndpointResponse endpoint = describe("churn");
    assertThat(endpoint.endpointStatus()).isEqualTo(EndpointStatus.IN_SERVICE);
    assertThat(endpoint.endpointConfigName()).isEqualTo("churn");
    assertThat(endpoint.failureReason()).isEqualTo("Alarm churn-errors fired.");
    assertThat(endpoint.productionVariants().get(0).currentInstanceCount()).isEqualTo(1);
  }

  @Test
  void a_configuration_can_be_deleted_in_use_and_is_missed_at_the_next_update() {
    examples.inService(sim, "churn", 1);
    sageMaker.deleteEndpointConfig(r -> r.endpointConfigName("churn"));

    assertThat(describe("churn").endpointConfigName()).isEqualTo("churn");
    assertThatThrownBy(() -> update("churn", "churn"))
        .hasMessageContaining(
            "Could not find endpoint configuration \"" + ARN + "endpoint-config/churn\".");
  }

  @Test
  void weights_and_capacities_are_desired_at_once_and_current_when_scaled() {
    examples.inService(sim, "churn", 1);

    scale("churn", "AllTraffic", 3);

    ProductionVariantSummary during = describe("churn").productionVariants().get(0);
    assertThat(describe("churn").endpointStatus()).isEqualTo(EndpointStatus.UPDATING);
    assertThat(describe("churn").pendingDeploymentSummary()).isNull();
    assertThat(during.desiredInstanceCount()).isEqualTo(3);
    assertThat(during.currentInstanceCount()).isEqualTo(1);

    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    ProductionVariantSummary after = describe("churn").productionVariants().get(0);
    assertThat(after.currentInstanceCount()).isEqualTo(3);
    assertThat(after.hasVariantStatus()).isFalse();
  }

  @Test
  void a_scaling_that_fails_rolls_back() {
    examples.inService(sim, "churn", 1);
    sim.script().resource("endpoint").failAt("Scaling", "no capacity");

    scale("churn", "AllTraffic", 3);
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.resources().get("endpoint", "churn").walked())
        .containsExactly("Creating", "InService", "Updating/Scaling", "RollingBack", "InService");
    ProductionVariantSummary after = describe("churn").productionVariants().get(0);
    assertThat(after.currentInstanceCount()).isEqualTo(1);
    assertThat(after.desiredInstanceCount()).isEqualTo(1);
  }

  @Test
  void a_variant_that_is_not_there_cannot_be_scaled() {
    examples.inService(sim, "churn", 1);

    assertThatThrownBy(() -> scale("churn", "Shadow", 3))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(
            "The variant name(s) \"Shadow\" is/are not present within endpoint configuration"
                + " \"churn\".");
  }

  @Test
  void an_update_can_keep_what_the_variants_have() {
    examples.inService(sim, "churn", 1);
    scale("churn", "AllTraffic", 3);
    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));
    examples.config("churn-2", "churn", 5);

    sageMaker.updateEndpoint(
        r ->
            r.endpointName("churn")
                .endpointConfigName("churn-2")
                .retainAllVariantProperties(true)
                .excludeRetainedVariantProperties(
                    p -> p.variantPropertyType(VariantPropertyType.DESIRED_WEIGHT)));
    sageMaker.waiter().waitUntilEndpointInService(r -> r.endpointName("churn"));

    assertThat(describe("churn").productionVariants().get(0).currentInstanceCount()).isEqualTo(3);
  }

  @Test
  void endpoints_are_listed_newest_first_and_by_status() {
    examples.inService(sim, "b", 1);
    examples.hosted("a", 1);

    List<EndpointSummary> all = sageMaker.listEndpoints().endpoints();
    List<EndpointSummary> ready =
        sageMaker.listEndpoints(r -> r.statusEquals(EndpointStatus.IN_SERVICE)).endpoints();
    List<EndpointSummary> byName =
        sageMaker.listEndpoints(r -> r.sortBy("Name").sortOrder("Ascending")).endpoints();

    assertThat(all).extracting(EndpointSummary::endpointName).containsExactly("a", "b");
    assertThat(ready).extracting(EndpointSummary::endpointName).containsExactly("b");
    assertThat(byName).extracting(EndpointSummary::endpointName).containsExactly("a", "b");
  }

  @Test
  void an_endpoint_holds_its_instances_until_it_is_deleted() {
    sim.quotas().set("ml.m5.large for endpoint usage", 3);
    examples.inService(sim, "churn", 2);
    examples.config("churn-2", "churn", 2);

    assertThatThrownBy(() -> examples.endpoint("churn-2", "churn-2"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'ml.m5.large for endpoint usage' is 3 Instances, with"
                + " current utilization of 2 Instances and a request delta of 2 Instances.");
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    sageMaker.waiter().waitUntilEndpointDeleted(r -> r.endpointName("churn"));
    examples.endpoint("churn-2", "churn-2");

    assertThat(describe("churn-2").endpointStatus()).isEqualTo(EndpointStatus.CREATING);
  }

  @Test
  void an_update_asks_for_the_instances_of_the_new_fleet_beside_the_old_one() {
    sim.quotas().set("ml.m5.large for endpoint usage", 3);
    examples.inService(sim, "churn", 2);
    examples.config("churn-2", "churn", 2);

    assertThatThrownBy(() -> update("churn", "churn-2"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("utilization of 2 Instances and a request delta of 2 Instances");
    assertThat(describe("churn").endpointStatus()).isEqualTo(EndpointStatus.IN_SERVICE);
    sim.quotas().set("ml.m5.large for endpoint usage", 4);
    update("churn", "churn-2");

    assertThat(describe("churn").endpointStatus()).isEqualTo(EndpointStatus.UPDATING);
  }

  @Test
  void scaling_out_asks_the_quota_for_what_it_adds() {
    examples.inService(sim, "churn", 2);
    sim.quotas().set("ml.m5.large for endpoint usage", 3);

    assertThatThrownBy(() -> scale("churn", "AllTraffic", 4))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining("current utilization of 2 Instances and a request delta of 2");
    scale("churn", "AllTraffic", 3);
    sim.quotas().set("ml.m5.large for endpoint usage", 2);
    sim.clock().advance(Duration.ofHours(1));
    scale("churn", "AllTraffic", 1);

    assertThat(describe("churn").endpointStatus()).isEqualTo(EndpointStatus.UPDATING);
  }

  private DescribeEndpointResponse describe(String name) {
    return sageMaker.describeEndpoint(r -> r.endpointName(name));
  }

  private void update(String endpoint, String config) {
    sageMaker.updateEndpoint(r -> r.endpointName(endpoint).endpointConfigName(config));
  }

  private void scale(String endpoint, String variant, int count) {
    sageMaker.updateEndpointWeightsAndCapacities(
        r ->
            r.endpointName(endpoint)
                .desiredWeightsAndCapacities(
                    d -> d.variantName(variant).desiredInstanceCount(count)));
  }

  private static String code(Throwable e) {
    return ((SageMakerException) e).awsErrorDetails().errorCode();
  }
}
