package dev.mlsim.sdk.sagemakerruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Chaos;
import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemakerruntime.Chunk;
import dev.mlsim.services.sagemakerruntime.EndpointModels;
import dev.mlsim.services.sagemakerruntime.Inference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;
import software.amazon.awssdk.services.sagemakerruntime.model.InvokeEndpointWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.sagemakerruntime.model.ModelErrorException;

/** What is of the wire: another process, and what goes wrong on the way. */
class RuntimeWireTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

  private final Simulator sim = Simulator.create();
  private final EndpointModels models = sim.setup(EndpointModels.class);

  private void serve(String endpoint) {
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      new Hosting(clients.create(SageMakerClient.class)).inService(sim, endpoint, 1);
    }
  }

  @Test
  void another_process_finds_both_planes_at_one_endpoint() {
    serve("churn");
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        SageMakerRuntimeClient runtime =
            SageMakerRuntimeClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(KEYS)
                .region(Region.US_EAST_1)
                .build()) {
      models.endpoint("churn").answers(call -> Inference.of(call.body(), "text/csv"));
      assertThat(
              runtime
                  .invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("1,2")))
                  .body()
                  .asUtf8String())
          .isEqualTo("1,2");

      models.endpoint("churn").answers(Inference.failed(404, "no such page"));
      assertThatThrownBy(
              () ->
                  runtime.invokeEndpoint(
                      r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("1,2"))))
          .isInstanceOfSatisfying(
              ModelErrorException.class, e -> assertThat(e.originalStatusCode()).isEqualTo(404));
    }
  }

  @Test
  void a_stream_comes_over_a_socket_too() {
    serve("chat");
    models
        .endpoint("chat")
        .answers(
            Inference.stream(
                "text/plain", Chunk.of("a"), Chunk.of("b").after(Duration.ofSeconds(2))));
    List<String> parts = new ArrayList<>();
    try (LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        SageMakerRuntimeAsyncClient runtime =
            SageMakerRuntimeAsyncClient.builder()
                .endpointOverride(endpoint.uri())
                .credentialsProvider(KEYS)
                .region(Region.US_EAST_1)
                .build()) {
      runtime
          .invokeEndpointWithResponseStream(
              r -> r.endpointName("chat").body(SdkBytes.fromUtf8String("{}")),
              InvokeEndpointWithResponseStreamResponseHandler.builder()
                  .subscriber(
                      InvokeEndpointWithResponseStreamResponseHandler.Visitor.builder()
                          .onPayloadPart(part -> parts.add(part.bytes().asUtf8String()))
                          .build())
                  .build())
          .join();
    }
    assertThat(parts).containsExactly("a", "b");
  }

  @Test
  void a_thousand_invocations_under_chaos_keep_their_books() {
    serve("churn");
    Chaos chaos = sim.chaos(0.05);
    int answered = 0;
    int refused = 0;
    try (SimulatedClients clients = SimulatedClients.of(sim)) {
      SageMakerRuntimeClient runtime = clients.create(SageMakerRuntimeClient.class);
      for (int i = 0; i < 1_000; i++) {
        try {
          runtime.invokeEndpoint(r -> r.endpointName("churn").body(SdkBytes.fromUtf8String("{}")));
          answered++;
        } catch (AwsServiceException | SdkClientException e) {
          refused++;
        }
      }
    }
    chaos.end();

    assertThat(answered + refused).isEqualTo(1_000);
    assertThat(answered).isGreaterThan(800);
    assertThat(sim.journal().calls("InvokeEndpoint"))
        .hasSize(1_000 + sim.journal().retries().size());
  }
}
