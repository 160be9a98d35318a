package dev.mlsim.sdk.sagemakerruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.clock.TimerFailedException;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointAsyncResponse;
import software.amazon.awssdk.services.sagemakerruntime.model.ValidationErrorException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class AsyncInferenceTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
  private final EndpointModels models = sim.setup(EndpointModels.class);

  AsyncInferenceTest() {
    Hosting hosting = new Hosting(sageMaker);
    hosting.model("scan");
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("scan")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("scan")
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1))
                .asyncInferenceConfig(
                    a ->
                        a.clientConfig(c -> c.maxConcurrentInvocationsPerInstance(2))
                            .outputConfig(
                                o ->
                                    o.s3OutputPath("s3://out/results")
                                        .s3FailurePath("s3://out/failures")
                                        .notificationConfig(
                                            n ->
                                                n.successTopic(
                                                    "arn:aws:sns:us-east-1:123456789012:done")))));
    hosting.endpoint("scan", "scan");
    sim.clock().advance(Duration.ofMinutes(5));
    sim.objects().put("s3://in/1.json", "[1]");
  }

  @AfterEach
  void close() {
    clients.close();
  }

  private InvokeEndpointAsyncResponse invoke(Consumer<InvokeEndpointAsyncRequest.Builder> more) {
    return runtime.invokeEndpointAsync(
        r -> more.accept(r.endpointName("scan").inputLocation("s3://in/1.json")));
  }

  private InvokeEndpointAsyncResponse invoke() {
    return invoke(r -> {});
  }

  @Test
  void who_listens_to_the_topic_is_told_of_the_end() {
    models.endpoint("scan").answers(Inference.json("1"));
    List<String> told = new ArrayList<>();
    sim.notifications()
        .on(
            "*:done",
            notification ->
                told.add(
                    sim.clock().now()
                        + " "
                        + notification.message().path("invocationStatus").asText()));

    invoke();
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(told).containsExactly("2026-01-01T00:05:01Z Completed");
    assertThat(sim.notifications().list()).hasSize(1);
    assertThat(sim.notifications().list().get(0).topicArn())
        .isEqualTo("arn:aws:sns:us-east-1:123456789012:done");
  }

  private String result(InvokeEndpointAsyncResponse response) {
    return sim.objects().text(response.outputLocation()).orElse("none");
  }

  @Test
  void the_answer_is_an_object_when_the_container_has_answered() {
    models
        .endpoint("scan")
        .answers(call -> Inference.json(call.text() + "!").takes(Duration.ofMinutes(10)));

    InvokeEndpointAsyncResponse response = invoke(r -> r.inferenceId("job-1"));

    assertThat(response.sdkHttpResponse().statusCode()).isEqualTo(202);
    assertThat(response.inferenceId()).isEqualTo("job-1");
    assertThat(response.outputLocation()).matches("s3://out/results/[0-9a-f-]{36}\\.out");
    assertThat(response.failureLocation()).matches("s3://out/failures/[0-9a-f-]{36}-error\\.out");
    sim.clock().advance(Duration.ofMinutes(10));
    assertThat(result(response)).isEqualTo("none");
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(result(response)).isEqualTo("[1]!");
    assertThat(sim.journal().text())
        .contains("notifies arn:aws:sns:us-east-1:123456789012:done")
        .contains("\"invocationStatus\":\"Completed\"");
  }

  @Test
  void a_notification_has_the_response_where_it_is_wanted() {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("told")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("scan")
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1))
                .asyncInferenceConfig(
                    a ->
                        a.outputConfig(
                            o ->
                                o.s3OutputPath("s3://out/told")
                                    .notificationConfig(
                                        n ->
                                            n.successTopic(
                                                    "arn:aws:sns:us-east-1:123456789012:done")
                                                .errorTopic(
                                                    "arn:aws:sns:us-east-1:123456789012:bad")
                                                .includeInferenceResponseInWithStrings(
                                                    "SUCCESS_NOTIFICATION_TOPIC")))));
    new Hosting(sageMaker).endpoint("told", "told");
    sim.clock().advance(Duration.ofMinutes(5));
    models.endpoint("told").answers(Inference.of("abc", "text/plain"));
    invoke(r -> r.endpointName("told"));
    sim.clock().advance(Duration.ofMinutes(1));
    models.endpoint("told").answers(Inference.failed(500, "boom"));
    invoke(r -> r.endpointName("told"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim.journal().text())
        .contains("notifies arn:aws:sns:us-east-1:123456789012:done")
        .contains("\"responseParameters\":{\"contentType\":\"text/plain\",\"outputLocation\"")
        .contains("\"responseBody\":{\"content\":\"YWJj\",\"encoding\":\"BASE64\"}")
        .contains("notifies arn:aws:sns:us-east-1:123456789012:bad")
        .contains("\"failureReason\":\"Received server error (500) from primary");
  }

  @Test
  void the_async_client_is_answered_too() {
    SageMakerRuntimeAsyncClient async = clients.create(SageMakerRuntimeAsyncClient.class);

    InvokeEndpointAsyncResponse response =
        async
            .invokeEndpointAsync(r -> r.endpointName("scan").inputLocation("s3://in/1.json"))
            .join();
    sim.clock().advance(Duration.ofSeconds(1));

    assertThat(result(response)).contains("\"score\":");
  }

  @Test
  void more_than_the_containers_take_wait_in_the_queue() {
    List<Instant> begun = new ArrayList<>();
    models
        .endpoint("scan")
        .answers(
            call -> {
              begun.add(call.at());
              return Inference.json("1").takes(Duration.ofMinutes(1));
            });
    Instant start = sim.clock().now();
    for (int i = 0; i < 5; i++) {
      invoke();
    }

    sim.clock().advance(Duration.ofMinutes(5));

    assertThat(begun)
        .containsExactly(
            start.plusSeconds(1),
            start.plusSeconds(1),
            start.plusSeconds(62),
            start.plusSeconds(62),
            start.plusSeconds(123));
    assertThat(sim.objects().list("s3://out/results/")).hasSize(5);
  }

  @Test
  void without_instances_calls_queue_until_there_are_some_again() {
    models.endpoint("scan").answers(Inference.json("1"));
    scale(0);

    InvokeEndpointAsyncResponse response = invoke();
    sim.clock().advance(Duration.ofHours(1));
    assertThat(result(response)).isEqualTo("none");

    scale(1);
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(result(response)).isEqualTo("1");
  }

  private void scale(int instances) {
    sageMaker.updateEndpointWeightsAndCapacities(
        r ->
            r.endpointName("scan")
                .desiredWeightsAndCapacities(
                    d -> d.variantName("AllTraffic").desiredInstanceCount(instances)));
    sim.clock().advance(Duration.ofMinutes(3));
  }

  @Test
  void a_serverless_endpoint_is_not_for_asynchronous_inference() {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("mixed")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("scan")
                            .serverlessConfig(s -> s.memorySizeInMB(2048).maxConcurrency(5)))
                .asyncInferenceConfig(a -> a.outputConfig(o -> o.s3OutputPath("s3://out/mixed"))));

    assertThatThrownBy(() -> new Hosting(sageMaker).endpoint("mixed", "mixed"))
        .hasMessageContaining(
            "One or more endpoint features are not supported using this configuration");
  }

  @Test
  void what_waits_longer_than_its_ttl_expires() {
    models.endpoint("scan").answers(Inference.json("1").takes(Duration.ofMinutes(14)));
    invoke();
    invoke();

    InvokeEndpointAsyncResponse late = invoke(r -> r.requestTTLSeconds(60));
    sim.clock().advance(Duration.ofMinutes(30));

    assertThat(result(late)).isEqualTo("none");
    assertThat(sim.objects().text(late.failureLocation()))
        .contains("The request expired before it was processed.");
  }

  @Test
  void failures_and_time_outs_are_objects_too() {
    models.endpoint("scan").answers(Inference.failed(500, "boom"));
    InvokeEndpointAsyncResponse failed = invoke();
    sim.clock().advance(Duration.ofMinutes(1));
    models.endpoint("scan").answers(Inference.json("1").takes(Duration.ofMinutes(2)));
    InvokeEndpointAsyncResponse late = invoke(r -> r.invocationTimeoutSeconds(60));
    sim.clock().advance(Duration.ofSeconds(61));

    assertThat(sim.objects().text(failed.failureLocation()).orElse(""))
        .startsWith("Received server error (500) from primary with message \"boom\".");
    assertThat(sim.objects().text(late.failureLocation()).orElse(""))
        .contains("Your invocation timed out while waiting for a response");
    assertThat(sim.objects().list("s3://out/results/")).isEmpty();
  }

  @Test
  void the_function_may_call_aws_and_what_it_throws_reaches_who_moves_time() {
    models
        .endpoint("scan")
        .answers(
            call ->
                Inference.json(
                    sageMaker
                        .describeEndpoint(r -> r.endpointName(call.endpoint()))
                        .endpointStatusAsString()));
    InvokeEndpointAsyncResponse response = invoke();
    sim.clock().advance(Duration.ofSeconds(1));
    assertThat(result(response)).isEqualTo("InService");

    models
        .endpoint("scan")
        .answers(
            call -> {
              throw new IllegalStateException("no such feature");
            });
    InvokeEndpointAsyncResponse failed = invoke();
    assertThatThrownBy(() -> sim.clock().advance(Duration.ofMinutes(1)))
        .isInstanceOf(TimerFailedException.class)
        .hasStackTraceContaining("no such feature");
    assertThat(sim.objects().text(failed.failureLocation())).isPresent();
  }

  @Test
  void a_missing_input_fails_where_inputs_are_required() {
    sim.objects().requireInputs();

    InvokeEndpointAsyncResponse response =
        runtime.invokeEndpointAsync(r -> r.endpointName("scan").inputLocation("s3://in/2.json"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim.objects().text(response.failureLocation()))
        .contains("Failed to download input s3://in/2.json.");
  }

  @Test
  void each_kind_of_endpoint_is_called_in_its_way() {
    assertThatThrownBy(
            () ->
                runtime.invokeEndpoint(
                    r -> r.endpointName("scan").body(SdkBytes.fromUtf8String("{}"))))
        .isInstanceOf(ValidationErrorException.class)
        .hasMessageContaining("Endpoint scan is an asynchronous inference endpoint");
    assertThatThrownBy(() -> runtime.invokeEndpointAsync(r -> r.endpointName("scan")))
        .isInstanceOf(ValidationErrorException.class)
        .hasMessageContaining(
            "Value null at 'inputLocation' failed to satisfy constraint: Member must not be null");
    new Hosting(sageMaker).inService(sim, "churn", 1);
    assertThatThrownBy(
            () ->
                runtime.invokeEndpointAsync(
                    r -> r.endpointName("churn").inputLocation("s3://in/1.json")))
        .isInstanceOf(ValidationErrorException.class)
        .hasMessageContaining("Endpoint churn is not an asynchronous inference endpoint");
  }

  @Test
  void a_snapshot_holds_the_queue() {
    models.endpoint("scan").answers(Inference.json("1").takes(Duration.ofMinutes(5)));
    InvokeEndpointAsyncResponse response = invoke();
    sim.clock().advance(Duration.ofMinutes(1));

    Simulator other = Simulator.of(sim.snapshot());
    other.clock().advance(Duration.ofMinutes(5));

    assertThat(other.objects().text(response.outputLocation())).contains("1");
    assertThat(sim.objects().text(response.outputLocation())).isEmpty();
  }
}
