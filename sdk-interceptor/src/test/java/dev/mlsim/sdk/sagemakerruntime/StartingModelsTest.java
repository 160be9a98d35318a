package dev.mlsim.sdk.sagemakerruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ContainerMode;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;

/** Serverless variants that sleep and models that are loaded: how long, and what it costs. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class StartingModelsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
  private final SageMakerRuntimeClient once =
      clients.create(
          SageMakerRuntimeClient.class,
          b -> b.overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1))));
  private final Hosting hosting = new Hosting(sageMaker);
  private final EndpointModels models = sim.setup(EndpointModels.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void serverless(int memory) {
    hosting.model("churn");
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .productionVariants(
                    v ->
                        v.variantName("AllTraffic")
                            .modelName("churn")
                            .serverlessConfig(s -> s.memorySizeInMB(memory).maxConcurrency(5))));
    hosting.endpoint("churn", "churn");
    sim.clock().advance(Duration.ofMinutes(5));
  }

  private void multiModel() {
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
  }

  private Duration invoke(SageMakerRuntimeClient client, String endpoint, String target) {
    Instant before = sim.clock().now();
    client.invokeEndpoint(
        r -> {
          r.endpointName(endpoint).body(SdkBytes.fromUtf8String("{}"));
          if (!target.isEmpty()) {
            r.targetModel(target);
          }
        });
    return Duration.between(before, sim.clock().now());
  }

  @Test
  void a_serverless_variant_sleeps_again_after_a_while() {
    serverless(2048);

    assertThat(invoke(runtime, "churn", "")).isEqualTo(Duration.ofSeconds(4));
    sim.clock().advance(Duration.ofMinutes(4));
    assertThat(invoke(runtime, "churn", "")).isZero();
    sim.clock().advance(Duration.ofMinutes(6));
    models.endpoint("ch*").startsIn(Duration.ofSeconds(9));
    assertThat(invoke(runtime, "churn", "")).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void a_serverless_variant_is_billed_for_what_it_works() {
    serverless(2048);
    models.endpoint("churn").answers(Inference.json("1").takes(Duration.ofSeconds(9)));
    assertThat(sim.billing().totals()).isEmpty();

    for (int i = 0; i < 200; i++) {
      invoke(runtime, "churn", "");
    }
    models.endpoint("churn").answers(Inference.failed(500, "boom").takes(Duration.ofSeconds(9)));
    assertThatThrownBy(() -> invoke(runtime, "churn", "")).isInstanceOf(ModelErrorException.class);

    assertThat(sim.billing().hours("serverless-GB")).isCloseTo(201 * 9 * 2 / 3600.0, within(1e-9));
    assertThat(sim.billing().running()).isEmpty();
    assertThat(sim.billing().charges("endpoint", "churn")).hasSize(1);
    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sim.billing().charges("endpoint", "churn"))
        .singleElement()
        .satisfies(charge -> assertThat(charge.exists()).isFalse());
    assertThat(Simulator.of(sim.snapshot()).billing().totals()).isEqualTo(sim.billing().totals());
  }

  @Test
  void invocations_of_instances_bill_nothing_by_themselves() {
    hosting.inService(sim, "churn", 1);
    models.endpoint("churn").answers(Inference.json("1").takes(Duration.ofSeconds(10)));

    invoke(runtime, "churn", "");

    assertThat(sim.billing().totals()).containsOnlyKeys("ml.m5.large");
    assertThat(sim.billing().time("ml.m5.large")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_model_that_loads_too_long_is_not_ready_and_goes_on_loading() {
    multiModel();
    models.endpoint("many").targetModel("big*").startsIn(Duration.ofSeconds(90));
    Instant before = sim.clock().now();

    // SageMaker says so after a minute; the SDK's own clients have gone after half of that.
    assertThatThrownBy(() -> invoke(once, "many", "big.tar.gz"))
        .hasMessageContaining("Read timed out");
    assertThat(sim.journal().calls("InvokeEndpoint"))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.error()).isEqualTo("ModelNotReadyException");
              assertThat(call.message()).contains("is not ready for inference yet");
            });

    sim.clock().advanceTo(before.plusSeconds(80));
    assertThat(invoke(once, "many", "big.tar.gz")).isEqualTo(Duration.ofSeconds(10));
    assertThat(invoke(once, "many", "big.tar.gz")).isZero();
    assertThat(invoke(once, "many", "small.tar.gz")).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void the_retries_of_the_sdk_outlast_a_long_start() {
    serverless(1024);
    models.endpoint("churn").startsIn(Duration.ofSeconds(100));

    invoke(runtime, "churn", "");

    assertThat(sim.journal().retries()).isNotEmpty();
  }

  @Test
  void a_container_without_memory_has_other_models_unloaded() {
    multiModel();
    invoke(runtime, "many", "a.tar.gz");
    invoke(runtime, "many", "b.tar.gz");
    models.endpoint("many").targetModel("b*").answers(Inference.failed(507, "out of memory"));

    assertThatThrownBy(() -> invoke(runtime, "many", "b.tar.gz"))
        .isInstanceOfSatisfying(
            ModelErrorException.class, e -> assertThat(e.originalStatusCode()).isEqualTo(507));

    assertThat(invoke(runtime, "many", "a.tar.gz")).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_start_in_the_past_is_refused() {
    assertThatThrownBy(() -> models.endpoint("many").startsIn(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: a model starts in [PT-1S]; it can start at once, or later");
  }
}
