package dev.mlsim.sdk.sagemakerruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InternalStreamFailureException;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamResponse;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelStreamErrorException;

class ResponseStreamTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerRuntimeAsyncClient runtime =
      clients.create(SageMakerRuntimeAsyncClient.class);
  private final EndpointModels models = sim.setup(EndpointModels.class);
  private final List<String> parts = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private final List<InvokeEndpointWithResponseStreamResponse> responses = new ArrayList<>();

  ResponseStreamTest() {
    new Hosting(clients.create(SageMakerClient.class)).inService(sim, "chat", 1);
  }

  @AfterEach
  void close() {
    clients.close();
  }

  private CompletableFuture<Void> stream() {
    return stream(runtime);
  }

  private CompletableFuture<Void> stream(SageMakerRuntimeAsyncClient client) {
    return client.invokeEndpointWithResponseStream(
        r ->
            r.endpointName("chat")
                .contentType("application/json")
                .body(SdkBytes.fromUtf8String("{}")),
        InvokeEndpointWithResponseStreamResponseHandler.builder()
            .onResponse(responses::add)
            .subscriber(
                InvokeEndpointWithResponseStreamResponseHandler.Visitor.builder()
                    .onPayloadPart(
                        part -> {
                          parts.add(part.bytes().asUtf8String());
                          times.add(sim.clock().now());
                        })
                    .build())
            .build());
  }

  @Test
  void the_visitor_of_the_sdk_reads_the_parts_as_they_come() {
    models
        .endpoint("chat")
        .answers(
            Inference.stream(
                    "application/jsonlines",
                    Chunk.of("{\"tok"),
                    Chunk.of("en\": \"Hé\"}\n").after(Duration.ofMillis(200)),
                    Chunk.of("{}").after(Duration.ofSeconds(2)))
                .takes(Duration.ofSeconds(1))
                .customAttributes("trace=1"));
    Instant before = sim.clock().now();

    stream().join();

    assertThat(parts).containsExactly("{\"tok", "en\": \"Hé\"}\n", "{}");
    assertThat(times)
        .containsExactly(before.plusSeconds(1), before.plusMillis(1_200), before.plusMillis(3_200));
    assertThat(responses.get(0).contentType()).isEqualTo("application/jsonlines");
    assertThat(responses.get(0).customAttributes()).isEqualTo("trace=1");
    assertThat(responses.get(0).invokedProductionVariant()).isEqualTo("AllTraffic");
  }

  @Test
  void an_answer_that_is_no_stream_comes_in_one_part() {
    stream().join();

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0)).contains("\"score\":");
  }

  @Test
  void what_fails_midway_fails_in_band() {
    models
        .endpoint("chat")
        .answers(
            Inference.stream(
                "text/plain", Chunk.of("a"), Chunk.failing(Chunk.Failure.BROKEN), Chunk.of("b")));

    assertThatThrownBy(() -> stream().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ModelStreamErrorException.class,
            e -> assertThat(e.errorCode()).isEqualTo("StreamBroken"));
    // To the SDK it is a 500, which it tries again; its visitor sees each attempt's parts.
    assertThat(parts).containsExactly("a", "a", "a", "a");

    models
        .endpoint("chat")
        .answers(Inference.stream("text/plain", Chunk.failing(Chunk.Failure.INTERNAL)));
    assertThatThrownBy(() -> stream().join())
        .cause()
        .isInstanceOf(InternalStreamFailureException.class);
  }

  @Test
  void a_stream_ends_after_eight_minutes() {
    models
        .endpoint("chat")
        .answers(
            Inference.stream(
                "text/plain", Chunk.of("a"), Chunk.of("b").after(Duration.ofMinutes(9))));
    SageMakerRuntimeAsyncClient once =
        clients.create(
            SageMakerRuntimeAsyncClient.class,
            b -> b.overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1))));
    Instant before = sim.clock().now();

    assertThatThrownBy(() -> stream(once).join())
        .cause()
        .isInstanceOfSatisfying(
            ModelStreamErrorException.class,
            e -> {
              assertThat(e.errorCode()).isEqualTo("ModelInvocationTimeExceeded");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo(
                      "Your model primary did not complete sending the inference response in the"
                          + " allotted time.");
            });
    assertThat(sim.clock().now()).isEqualTo(before.plus(Duration.ofMinutes(8)));
  }

  @Test
  void what_fails_before_the_first_part_is_an_error_as_usual() {
    models.endpoint("chat").answers(Inference.failed(400, "bad prompt"));

    assertThatThrownBy(() -> stream().join())
        .cause()
        .isInstanceOfSatisfying(
            ModelErrorException.class,
            e -> assertThat(e.originalMessage()).isEqualTo("bad prompt"));
  }

  @Test
  void who_asks_for_no_stream_gets_all_at_once() {
    models
        .endpoint("chat")
        .answers(
            Inference.stream(
                "text/plain", Chunk.of("a"), Chunk.of("b").after(Duration.ofSeconds(3))));
    Instant before = sim.clock().now();

    SageMakerRuntimeClient sync = clients.create(SageMakerRuntimeClient.class);
    assertThat(
            sync.invokeEndpoint(r -> r.endpointName("chat").body(SdkBytes.fromUtf8String("{}")))
                .body()
                .asUtf8String())
        .isEqualTo("ab");
    assertThat(sim.clock().now()).isEqualTo(before.plusSeconds(3));
  }
}
