package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ContainerDefinition;
import software.amazon.awssdk.services.sagemaker.model.CreateModelRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.DesiredWeightAndCapacity;
import software.amazon.awssdk.services.sagemaker.model.EndpointStatus;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariant;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What hosting refuses, and what becomes of an endpoint that loses what it launches from. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class HostingRefusalTest {
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
  private final Hosting examples = new Hosting(sageMaker);

  @Test
  void an_update_needs_another_configuration_than_the_current_one() {
    examples.inService(sim, "churn", 1);

    refused(
        () -> update("churn"),
        "Cannot update endpoint with the currently in use endpoint configuration \"churn\"");
    assertThat(describe().endpointStatus()).isEqualTo(EndpointStatus.IN_SERVICE);
  }

  @Test
  void an_update_needs_the_configuration_that_it_replaces() {
    examples.inService(sim, "churn", 1);
    examples.config("churn-2", "churn", 1);
    sageMaker.deleteEndpointConfig(r -> r.endpointConfigName("churn"));

    refused(
        () -> update("churn-2"),
        "Could not find endpoint configuration \"" + ARN + "endpoint-config/churn\".");
  }

  @Test
  void an_endpoint_whose_configuration_goes_while_it_is_created_tries_for_an_hour_and_fails() {
    examples.hosted("churn", 1);
    sim.clock().advance(Duration.ofMinutes(1));
    sageMaker.deleteEndpointConfig(r -> r.endpointConfigName("churn"));

    sim.clock().advance(Duration.ofMinutes(59));
    assertThat(describe().endpointStatus()).isEqualTo(EndpointStatus.CREATING);
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(describe().endpointStatus()).isEqualTo(EndpointStatus.FAILED);
    assertThat(describe().failureReason())
        .isEqualTo("Could not find " + ARN + "endpoint-config/churn.");
  }

  @Test
  void an_endpoint_whose_new_model_goes_while_it_is_updated_tries_for_an_hour_and_fails() {
    examples.inService(sim, "churn", 1);
    examples.model("churn-2");
    examples.config("churn-2", "churn-2", 1);
    update("churn-2");

    sageMaker.deleteModel(r -> r.modelName("churn")); // only the old fleet has it
    sageMaker.deleteModel(r -> r.modelName("churn-2"));
    sim.clock().advance(Duration.ofMinutes(59));
    assertThat(describe().endpointStatus()).isEqualTo(EndpointStatus.UPDATING);
    sageMaker.deleteEndpointConfig(r -> r.endpointConfigName("churn-2"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(describe().endpointStatus()).isEqualTo(EndpointStatus.FAILED);
    assertThat(describe().failureReason()).isEqualTo("Could not find " + ARN + "model/churn-2.");
  }

  @Test
  void what_an_endpoint_in_service_was_made_from_can_go() {
    examples.inService(sim, "churn", 1);

    sageMaker.deleteEndpointConfig(r -> r.endpointConfigName("churn"));
    sageMaker.deleteModel(r -> r.modelName("churn"));
    sim.clock().advance(Duration.ofHours(2));

    assertThat(describe().endpointStatus()).isEqualTo(EndpointStatus.IN_SERVICE);
  }

  @Test
  void a_variant_is_scaled_once_in_a_call() {
    examples.inService(sim, "churn", 1);
    DesiredWeightAndCapacity more =
        DesiredWeightAndCapacity.builder()
            .variantName("AllTraffic")
            .desiredInstanceCount(3)
            .build();

    refused(
        () ->
            sageMaker.updateEndpointWeightsAndCapacities(
                r -> r.endpointName("churn").desiredWeightsAndCapacities(more, more)),
        "Duplicate production variant name: AllTraffic");
  }

  @Test
  void a_pipeline_has_one_container_of_many_models_at_most() {
    ContainerDefinition many =
        ContainerDefinition.builder().image(IMAGE).mode("MultiModel").build();

    refused(
        () -> createModel(r -> r.containers(many, many)),
        "More than one container in MultiModel mode is not supported with inference pipeline.");
    createModel(r -> r.containers(many, many.toBuilder().mode("SingleModel").build()));
  }

  @Test
  void an_image_comes_from_ecr_in_the_same_region_or_from_a_registry_of_the_vpc() {
    String foreign = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn:1";

    refused(
        () -> createModel(r -> r.primaryContainer(c -> c.image(foreign))),
        "Region of \""
            + foreign
            + "\" does not match expected region of us-east-1. Cross region ECR image pulls are not"
            + " allowed.");
    refused(
        () -> createModel(r -> r.primaryContainer(c -> c.image("churn:1"))),
        "Using non-ECR image \"churn:1\" without Vpc repository access mode is not supported.");
    createModel(
        r ->
            r.primaryContainer(
                c -> c.image("churn:1").imageConfig(i -> i.repositoryAccessMode("Vpc"))));
  }

  @Test
  void memory_of_a_serverless_endpoint_has_a_quota() {
    examples.model("churn");
    config(v -> v.serverlessConfig(s -> s.memorySizeInMB(4096).maxConcurrency(1)));
    sim.quotas().newAccount();

    assertThatThrownBy(() -> examples.endpoint("churn", "churn"))
        .isInstanceOf(ResourceLimitExceededException.class)
        .hasMessageContaining(
            "The account-level service limit 'Memory size in MB per serverless endpoint' is 3072"
                + " MBs, with current utilization of 0 MBs and a request delta of 4096 MBs.");
  }

  @Test
  void data_of_a_model_has_to_be_there_wherever_it_is_named() {
    sim.objects().requireInputs();

    refused(
        () ->
            createModel(
                r ->
                    r.primaryContainer(
                        c ->
                            c.image(IMAGE)
                                .modelDataSource(
                                    d ->
                                        d.s3DataSource(
                                            s ->
                                                s.s3Uri("s3://churn/model/")
                                                    .s3DataType("S3Prefix")
                                                    .compressionType("None"))))),
        "Could not find model data at s3://churn/model/.");
  }

  @Test
  void a_variant_of_a_model_is_not_scaled_by_sagemaker() {
    refusedVariant(
        v ->
            v.instanceType("ml.m5.large")
                .initialInstanceCount(1)
                .managedInstanceScaling(s -> s.status("ENABLED")),
        "ManagedInstanceScaling is only supported for inference component endpoints.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ml.g4dn.xlarge", "ml.g5.xlarge", "ml.c5d.large", "ml.trn1.2xlarge"})
  void instances_with_local_storage_take_no_volume_size(String type) {
    refusedVariant(
        v -> v.instanceType(type).initialInstanceCount(1).volumeSizeInGB(64),
        "VolumeSize parameter is not allowed for the selected Instance type " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ml.m5.large", "ml.p3.2xlarge", "ml.inf2.xlarge", "ml.c6in.large"})
  void other_instances_do(String type) {
    examples.model("churn");

    config(v -> v.instanceType(type).initialInstanceCount(1).volumeSizeInGB(64));

    assertThat(
            sageMaker
                .describeEndpointConfig(r -> r.endpointConfigName("churn"))
                .productionVariants()
                .get(0)
                .volumeSizeInGB())
        .isEqualTo(64);
  }

  @Test
  void memory_of_serverless_variants_comes_in_gigabytes() {
    refusedVariant(
        v -> v.serverlessConfig(s -> s.memorySizeInMB(1500).maxConcurrency(1)),
        "Invalid MemorySizeInMB 1500. It must be one of 1024, 2048, 3072, 4096, 5120 and 6144.");
  }

  private void createModel(Consumer<CreateModelRequest.Builder> special) {
    sageMaker.createModel(r -> r.modelName("churn").applyMutation(special));
  }

  private void refusedVariant(Consumer<ProductionVariant.Builder> special, String message) {
    examples.model("churn");
    refused(() -> config(special), message);
  }

  private void config(Consumer<ProductionVariant.Builder> special) {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .productionVariants(
                    v -> v.variantName("AllTraffic").modelName("churn").applyMutation(special)));
  }

  private DescribeEndpointResponse describe() {
    return sageMaker.describeEndpoint(r -> r.endpointName("churn"));
  }

  private void update(String config) {
    sageMaker.updateEndpoint(r -> r.endpointName("churn").endpointConfigName(config));
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }
}
