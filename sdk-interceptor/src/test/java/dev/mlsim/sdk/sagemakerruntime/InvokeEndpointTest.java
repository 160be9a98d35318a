package dev.mlsim.sdk.sagemakerruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SdkCalls;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ContainerMode;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointRequest;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointResponse;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelNotReadyException;
import software.amazon.awssdk.services.sagemakerruntime.model.SageMakerRuntimeException;
import software.amazon.awssdk.services.sagemakerruntime.model.ValidationErrorException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class InvokeEndpointTest {
  private static final String NOT_FOUND = "Endpoint churn of account 123456789012 not found.";

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

  private InvokeEndpointResponse invoke(String endpoint, String body) {
    return runtime.invokeEndpoint(
        r ->
            r.endpointName(endpoint)
                .contentType("application/json")
                .body(SdkBytes.fromUtf8String(body)));
  }

  @Test
  void the_tests_function_answers() {
    hosting.inService(sim, "churn", 1);
    models
        .endpoint("churn")
        .answers(
            call ->
                Inference.json("{\"got\": " + call.text() + "}")
                    .customAttributes(
                        call.contentType().orElse("") + " " + call.customAttributes().orElse("")));

    InvokeEndpointResponse response =
        runtime.invokeEndpoint(
            r ->
                r.endpointName("churn")
                    .contentType("application/json")
                    .accept("application/json")
                    .customAttributes("trace=1")
                    .body(SdkBytes.fromUtf8String("[1]")));

    assertThat(response.body().asUtf8String()).isEqualTo("{\"got\": [1]}");
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(response.customAttributes()).isEqualTo("application/json trace=1");
    assertThat(response.invokedProductionVariant()).isEqualTo("AllTraffic");
  }

  @Test
  void the_async_client_is_answered_too() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("ch*").answers(Inference.of("1,2\n", "text/csv"));
    SageMakerRuntimeAsyncClient async = clients.create(SageMakerRuntimeAsyncClient.class);

    InvokeEndpointResponse response =
        async
            .invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("a")))
            .join();

    assertThat(response.body().asUtf8String()).isEqualTo("1,2\n");
    assertThat(response.contentType()).isEqualTo("text/csv");
  }

  @Test
  void without_a_word_it_answers_by_the_seed_and_says_so() {
    hosting.inService(sim, "churn", 1);

    InvokeEndpointResponse first = invoke("churn", "{}");

    assertThat(first.body().asUtf8String())
        .contains("\"score\":")
        .contains("sim.setup(EndpointModels.class).endpoint(\\\"churn\\\").answers(...)");
    assertThat(first.customAttributes()).isEqualTo("mlsim: a default answer");
    assertThat(invoke("churn", "{}").body()).isEqualTo(first.body());
    assertThat(invoke("churn", "{ }").body()).isNotEqualTo(first.body());
  }

  @Test
  void what_does_not_serve_is_not_found() {
    refuses("churn", NOT_FOUND);
    hosting.hosted("churn", 1);
    refuses("churn", NOT_FOUND);

    sim.clock().advance(Duration.ofMinutes(5));

    refuses("Churn", "Endpoint Churn of account 123456789012 not found.");
    assertThat(invoke("churn", "{}").body()).isNotNull();
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    refuses("churn", NOT_FOUND);
  }

  private void refuses(String endpoint, String message) {
    assertThatThrownBy(() -> invoke(endpoint, "{}"))
        .isInstanceOfSatisfying(
            ValidationErrorException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }

  @Test
  void a_failure_of_the_container_is_a_model_error_that_is_not_retried() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("churn").answers(Inference.failed(500, "CUDA out of memory"));

    assertThatThrownBy(() -> invoke("churn", "{}"))
        .isInstanceOfSatisfying(
            ModelErrorException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(424);
              assertThat(e.originalStatusCode()).isEqualTo(500);
              assertThat(e.originalMessage()).isEqualTo("CUDA out of memory");
              assertThat(e.logStreamArn())
                  .isEqualTo(
                      "arn:aws:logs:us-east-1:123456789012:log-group:/aws/sagemaker/Endpoints/churn");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "Received server error (500) from primary with message \"CUDA out of memory\"."
                          + " See https://us-east-1.console.aws.amazon.com/cloudwatch/home"
                          + "?region=us-east-1#logEventViewer:group=/aws/sagemaker/Endpoints/churn"
                          + " in account 123456789012 for more information.");
              assertThat(e.awsErrorDetails().rawResponse().asUtf8String())
                  .contains("\"ErrorCode\":\"SERVER_ERROR_FROM_MODEL\"");
            });
    assertThat(sim.journal().calls("InvokeEndpoint")).hasSize(1);
  }

  @Test
  void a_model_that_is_not_ready_is_tried_again() {
    hosting.inService(sim, "churn", 1);
    List<Instant> asked = new ArrayList<>();
    models
        .endpoint("churn")
        .answers(
            call -> {
              asked.add(call.at());
              return asked.size() < 3 ? Inference.notReady() : Inference.json("1");
            });

    assertThat(invoke("churn", "{}").body().asUtf8String()).isEqualTo("1");

    assertThat(asked).hasSize(3).isSorted().doesNotHaveDuplicates();
    models.endpoint("churn").answers(Inference.notReady());
    assertThatThrownBy(() -> invoke("churn", "{}")).isInstanceOf(ModelNotReadyException.class);
    assertThat(sim.journal().calls("InvokeEndpoint")).hasSize(3 + 4);
  }

  @Test
  void a_slow_container_takes_virtual_time_and_60_seconds_at_most() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("churn").answers(Inference.json("1").takes(Duration.ofSeconds(20)));
    Instant before = sim.clock().now();

    invoke("churn", "{}");

    assertThat(sim.clock().now()).isEqualTo(before.plusSeconds(20));
    models.endpoint("churn").answers(Inference.json("1").takes(Duration.ofSeconds(61)));
    sim.journal().clear();
    // The SDK's own clients wait 30 seconds for an answer.
    assertThatThrownBy(() -> invoke("churn", "{}")).hasMessageContaining("Read timed out");
    assertThat(sim.journal().calls("InvokeEndpoint"))
        .hasSize(4)
        .allSatisfy(
            call ->
                assertThat(call.text())
                    .contains("Your invocation timed out while waiting for a response"));
  }

  @Test
  void variants_are_chosen_by_weight_or_by_name() {
    hosting.model("a");
    hosting.model("b");
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("ab")
                .productionVariants(
                    v ->
                        v.variantName("A")
                            .modelName("a")
                            .initialVariantWeight(9f)
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1),
                    v ->
                        v.variantName("B")
                            .modelName("b")
                            .initialVariantWeight(1f)
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)
                            .initialInstanceCount(1)));
    hosting.endpoint("ab", "ab");
    sim.clock().advance(Duration.ofMinutes(5));
    models.endpoint("ab").answers(call -> Inference.json("\"" + call.model() + "\""));

    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      counts.merge(invoke("ab", "{}").invokedProductionVariant(), 1, Integer::sum);
    }

    assertThat(counts).containsOnlyKeys("A", "B");
    assertThat(counts.get("A")).isBetween(160, 195);
    InvokeEndpointResponse named =
        runtime.invokeEndpoint(
            r -> r.endpointName("ab").targetVariant("B").body(SdkBytes.fromUtf8String("{}")));
    assertThat(named.invokedProductionVariant()).isEqualTo("B");
    assertThat(named.body().asUtf8String()).isEqualTo("\"b\"");
    assertThatThrownBy(
            () ->
                runtime.invokeEndpoint(
                    r ->
                        r.endpointName("ab")
                            .targetVariant("C")
                            .body(SdkBytes.fromUtf8String("{}"))))
        .hasMessageContaining("Variant C not found for Endpoint ab of account 123456789012.");
  }

  @Test
  void an_update_is_served_by_the_old_fleet_until_it_has_taken_over() {
    hosting.inService(sim, "churn", 1);
    hosting.model("new");
    hosting.config("new", "new", 1);
    models.endpoint("churn").answers(call -> Inference.json("\"" + call.model() + "\""));
    sageMaker.updateEndpoint(r -> r.endpointName("churn").endpointConfigName("new"));

    assertThat(invoke("churn", "{}").body().asUtf8String()).isEqualTo("\"churn\"");
    sim.clock().advance(Duration.ofMinutes(5));
    assertThat(invoke("churn", "{}").body().asUtf8String()).isEqualTo("\"new\"");
  }

  @Test
  void a_canary_has_its_part_of_the_traffic() {
    hosting.inService(sim, "churn", 4);
    hosting.model("new");
    hosting.config("new", "new", 4);
    models.endpoint("churn").answers(call -> Inference.json("\"" + call.model() + "\""));
    sageMaker.updateEndpoint(
        r ->
            r.endpointName("churn")
                .endpointConfigName("new")
                .deploymentConfig(
                    d ->
                        d.blueGreenUpdatePolicy(
                            p ->
                                p.trafficRoutingConfiguration(
                                    t ->
                                        t.type("CANARY")
                                            .waitIntervalInSeconds(600)
                                            .canarySize(c -> c.type("INSTANCE_COUNT").value(1))))));
    sim.clock().advance(Duration.ofMinutes(6));

    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      counts.merge(invoke("churn", "{}").body().asUtf8String(), 1, Integer::sum);
    }

    assertThat(counts.get("\"new\"")).isBetween(30, 70);
    assertThat(counts.get("\"churn\"")).isBetween(130, 170);
  }

  @Test
  void a_target_model_is_for_multi_model_endpoints() {
    hosting.inService(sim, "churn", 1);
    assertThatThrownBy(() -> target("churn", "a.tar.gz"))
        .isInstanceOfSatisfying(
            ValidationErrorException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "Endpoint churn is not a multi-model endpoint and does not support target"
                          + " model header.");
              assertThat(e.awsErrorDetails().rawResponse().asUtf8String())
                  .contains("\"ErrorCode\":\"TARGET_MODEL_HEADER_NOT_SUPPORTED\"");
            });
    sageMaker.createModel(
        r ->
            r.modelName("many")
                .executionRoleArn("arn:aws:iam::123456789012:role/Hosting")
                .primaryContainer(
                    c ->
                        c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1")
                            .mode(ContainerMode.MULTI_MODEL)
                            .modelDataUrl("s3://models/many/")));
    hosting.config("many", "many", 1);
    hosting.endpoint("many", "many");
    sim.clock().advance(Duration.ofMinutes(5));
    models.endpoint("many").targetModel("a*").answers(Inference.json("\"a\""));
    Instant before = sim.clock().now();

    assertThat(target("many", "a.tar.gz").body().asUtf8String()).isEqualTo("\"a\"");
    assertThat(sim.clock().now()).isEqualTo(before.plusSeconds(2));
    target("many", "a.tar.gz");
    assertThat(sim.clock().now()).isEqualTo(before.plusSeconds(2));

    sim.objects().requireInputs();
    assertThatThrownBy(() -> target("many", "b.tar.gz"))
        .hasMessageContaining("Failed to download model data(bucket: models, key: many/b.tar.gz).");
  }

  private InvokeEndpointResponse target(String endpoint, String model) {
    return runtime.invokeEndpoint(
        r -> r.endpointName(endpoint).targetModel(model).body(SdkBytes.fromUtf8String("{}")));
  }

  @Test
  void a_serverless_variant_starts_cold() {
    hosting.model("churn");
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("churn")
                            .serverlessConfig(s -> s.memorySizeInMB(2048).maxConcurrency(5))));
    hosting.endpoint("churn", "churn");
    sim.clock().advance(Duration.ofMinutes(5));
    Instant before = sim.clock().now();

    invoke("churn", "{}");
    assertThat(sim.clock().now()).isEqualTo(before.plusSeconds(4));
    invoke("churn", "{}");
    assertThat(sim.clock().now()).isEqualTo(before.plusSeconds(4));
  }

  @Test
  void sessions_begin_and_end() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("churn").answers(Inference.json("1").closingSession());

    InvokeEndpointResponse begun =
        runtime.invokeEndpoint(
            r ->
                r.endpointName("churn")
                    .sessionId("NEW_SESSION")
                    .body(SdkBytes.fromUtf8String("{}")));
    assertThat(begun.newSessionId()).matches("[0-9a-f-]{36}; Expires=2026-01-01T00:25:00Z");

    InvokeEndpointResponse ended =
        runtime.invokeEndpoint(
            r -> r.endpointName("churn").sessionId("s-1").body(SdkBytes.fromUtf8String("{}")));
    assertThat(ended.closedSessionId()).isEqualTo("s-1");
  }

  @Test
  void the_function_may_call_aws_and_let_time_pass() {
    hosting.inService(sim, "churn", 1);
    models
        .endpoint("churn")
        .answers(
            call -> {
              sim.clock().advance(Duration.ofMinutes(1));
              return Inference.json(
                  "\""
                      + sageMaker
                          .describeEndpoint(r -> r.endpointName(call.endpoint()))
                          .endpointStatusAsString()
                      + "\"");
            });

    assertThat(invoke("churn", "{}").body().asUtf8String()).isEqualTo("\"InService\"");
  }

  @Test
  void a_function_that_throws_is_told_in_words() {
    hosting.inService(sim, "churn", 1);
    models
        .endpoint("churn")
        .answers(
            call -> {
              throw new IllegalStateException("no such feature");
            });

    assertThatThrownBy(() -> invoke("churn", "{}"))
        .isInstanceOfSatisfying(
            SageMakerRuntimeException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(501);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("FunctionFailed");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "mlsim: the test's function given to [answers of endpoint churn] failed, and"
                          + " what asked it has not happened: it threw"
                          + " java.lang.IllegalStateException: no such feature");
            });
    models.endpoint("churn").answers(Inference.json("1"));
    assertThat(invoke("churn", "{}").body().asUtf8String()).isEqualTo("1");
  }

  @Test
  void six_megabytes_go_both_ways_and_no_more() {
    hosting.inService(sim, "churn", 1);
    byte[] most = new byte[6 * 1024 * 1024];
    most[most.length - 1] = 7;
    models.endpoint("churn").answers(call -> Inference.of(call.body(), "application/x-image"));

    InvokeEndpointResponse response =
        runtime.invokeEndpoint(
            r -> r.endpointName("churn").body(SdkBytes.fromByteArrayUnsafe(most)));

    assertThat(response.body().asByteArrayUnsafe()).isEqualTo(most);
    assertThat(response.contentType()).isEqualTo("application/x-image");
    assertThatThrownBy(
            () ->
                runtime.invokeEndpoint(
                    r ->
                        r.endpointName("churn")
                            .body(SdkBytes.fromByteArray(new byte[most.length + 1]))))
        .isInstanceOf(ValidationErrorException.class)
        .hasMessageContaining("failed to satisfy constraint");
    models.endpoint("churn").answers(Inference.of(new byte[most.length + 1], "text/plain"));
    assertThatThrownBy(() -> invoke("churn", "{}"))
        .isInstanceOf(ModelErrorException.class)
        .hasMessageContaining("from primary and could not load the entire response body");
  }

  @Test
  void faults_and_the_typed_journal_work_as_for_all() {
    hosting.inService(sim, "churn", 1);
    sim.faults().on("InvokeEndpoint").first(2).throttle();

    invoke("churn", "{\"a\": 1}");

    assertThat(sim.journal().calls("InvokeEndpoint")).hasSize(3);
    List<InvokeEndpointRequest> requests = SdkCalls.of(sim).requests(InvokeEndpointRequest.class);
    assertThat(requests).hasSize(3);
    assertThat(requests.get(0).body().asUtf8String()).isEqualTo("{\"a\": 1}");
    sim.faults().on("InvokeEndpoint").fail("InternalDependencyException");
    assertThatThrownBy(() -> invoke("churn", "{}"))
        .isInstanceOfSatisfying(
            SageMakerRuntimeException.class, e -> assertThat(e.statusCode()).isEqualTo(530));
    assertThat(sim.journal().calls("InvokeEndpoint")).hasSize(4);
  }
}
