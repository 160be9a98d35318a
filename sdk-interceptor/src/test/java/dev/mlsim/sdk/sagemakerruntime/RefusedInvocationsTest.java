package dev.mlsim.sdk.sagemakerruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;
import software.amazon.awssdk.services.sagemakerruntime.model.ValidationErrorException;

/** What the SDK makes of each refusal, and the words of the rarer ones. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class RefusedInvocationsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
  private final Hosting hosting = new Hosting(sageMaker);
  private final EndpointModels models = sim.setup(EndpointModels.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void invoke(String endpoint) {
    runtime.invokeEndpoint(r -> r.endpointName(endpoint).body(SdkBytes.fromUtf8String("{}")));
  }

  @ParameterizedTest
  @CsvSource({
    "ModelNotReadyException, 429, 4",
    "InternalFailure, 500, 4",
    "ServiceUnavailable, 503, 4",
    "ModelError, 424, 1",
    "InternalDependencyException, 530, 1",
    "ValidationError, 400, 1"
  })
  void each_error_is_tried_again_as_the_sdk_does(String code, int status, int attempts) {
    hosting.inService(sim, "churn", 1);
    sim.faults().on("InvokeEndpoint").fail(code);

    assertThatThrownBy(() -> invoke("churn"))
        .isInstanceOfSatisfying(
            SageMakerRuntimeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            });

    assertThat(sim.journal().calls("InvokeEndpoint")).hasSize(attempts);
  }

  @Test
  void a_throttled_call_is_tried_again_too() {
    hosting.inService(sim, "churn", 1);
    sim.faults().on("InvokeEndpoint").throttle();

    assertThatThrownBy(() -> invoke("churn")).hasMessageContaining("Rate exceeded");
    assertThat(sim.journal().calls("InvokeEndpoint")).hasSize(4);
  }

  @Test
  void who_may_not_invoke_is_told_which_endpoint() {
    hosting.inService(sim, "churn", 1);
    sim.faults().on("sagemakerruntime:*").accessDenied();

    assertThatThrownBy(() -> invoke("churn"))
        .isInstanceOfSatisfying(
            SageMakerRuntimeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.awsErrorDetails().errorMessage())
                  .contains(
                      "is not authorized to perform: sagemaker:InvokeEndpoint on resource: "
                          + Hosting.ARN
                          + "endpoint/churn");
            });
  }

  @Test
  void a_client_error_of_the_container_is_told_as_such() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("churn").answers(Inference.failed(400, "no such feature"));

    assertThatThrownBy(() -> invoke("churn"))
        .isInstanceOfSatisfying(
            ModelErrorException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith(
                      "Received client error (400) from primary with message \"no such feature\"."
                          + " See https://us-east-1.console.aws.amazon.com/cloudwatch/home");
              assertThat(e.awsErrorDetails().rawResponse().asUtf8String())
                  .contains("\"ErrorCode\":\"CLIENT_ERROR_FROM_MODEL\"");
            });
  }

  @Test
  void a_long_failure_is_cut() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("churn").answers(Inference.failed(500, "x".repeat(5_000)));

    assertThatThrownBy(() -> invoke("churn"))
        .isInstanceOfSatisfying(
            ModelErrorException.class,
            e -> {
              assertThat(e.originalMessage()).hasSize(2_048);
              assertThat(e.awsErrorDetails().errorMessage()).hasSize(2_048);
            });
  }

  @Test
  void an_endpoint_of_components_is_called_by_component() {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("shared")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1)));
    hosting.endpoint("shared", "shared");
    sim.clock().advance(Duration.ofMinutes(5));
    hosting.model("chat-model");
    sageMaker.createInferenceComponent(
        r ->
            r.inferenceComponentName("chat")
                .endpointName("shared")
                .variantName("AllTraffic")
                .runtimeConfig(c -> c.copyCount(1))
                .specification(
                    s ->
                        s.modelName("chat-model")
                            .computeResourceRequirements(
                                c -> c.numberOfCpuCoresRequired(1f).minMemoryRequiredInMb(512))));
    sim.clock().advance(Duration.ofMinutes(5));
    models.endpoint("shared").component("chat").answers(Inference.json("\"chat\""));

    assertThatThrownBy(() -> invoke("shared"))
        .isInstanceOfSatisfying(
            ValidationErrorException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith(
                      "Inference Component Name header is required for endpoints to which you plan"
                          + " to deploy inference components.");
              assertThat(e.awsErrorDetails().rawResponse().asUtf8String())
                  .contains("\"ErrorCode\":\"INFERENCE_COMPONENT_NAME_MISSING\"");
            });
    assertThat(
            runtime
                .invokeEndpoint(
                    r ->
                        r.endpointName("shared")
                            .inferenceComponentName("chat")
                            .body(SdkBytes.fromUtf8String("{}")))
                .body()
                .asUtf8String())
        .isEqualTo("\"chat\"");
  }

  @Test
  void a_container_of_several_is_called_directly_where_the_model_says_so() {
    sageMaker.createModel(
        r ->
            r.modelName("pair")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .inferenceExecutionConfig(c -> c.mode("Direct"))
                .containers(
                    c ->
                        c.containerHostname("first")
                            .image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1"),
                    c ->
                        c.containerHostname("second")
                            .image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1")));
    hosting.config("pair", "pair", 1);
    hosting.endpoint("pair", "pair");
    sim.clock().advance(Duration.ofMinutes(5));
    models.endpoint("pair").container("second").answers(Inference.failed(500, "boom"));

    assertThatThrownBy(() -> invoke("pair"))
        .hasMessageContaining(
            "Endpoint pair requires the target container hostname header to name one of its"
                + " containers.");
    assertThatThrownBy(() -> direct("third")).isInstanceOf(ValidationErrorException.class);
    assertThatThrownBy(() -> direct("second"))
        .isInstanceOf(ModelErrorException.class)
        .hasMessageContaining("Received server error (500) from second with message");
    direct("first");
  }

  private void direct(String hostname) {
    runtime.invokeEndpoint(
        r ->
            r.endpointName("pair")
                .targetContainerHostname(hostname)
                .body(SdkBytes.fromUtf8String("{}")));
  }
}
