package dev.mlsim.samples.benchmarks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.mlsim.wire.WireResponse;
import java.net.URI;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * WireMock with one stub, and clients that call it over the loopback by the SDK's own HTTP clients,
 * as the SDK picks them. Its journal is off, which makes it faster than most people run it.
 */
final class WireMockClients implements AutoCloseable {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().disableRequestJournal());

  WireMockClients(String operation, WireResponse response) {
    ResponseDefinitionBuilder answer =
        aResponse().withStatus(response.status()).withBody(response.body());
    response
        .headers()
        .asMap()
        .forEach((name, values) -> answer.withHeader(name, values.toArray(String[]::new)));
    server.stubFor(
        post(urlEqualTo("/")).withHeader("X-Amz-Target", containing(operation)).willReturn(answer));
    server.start();
  }

  SageMakerClient sync() {
    return CannedClients.signed(SageMakerClient.builder())
        .endpointOverride(URI.create(server.baseUrl()))
        .build();
  }

  SageMakerAsyncClient async() {
    return CannedClients.signed(SageMakerAsyncClient.builder())
        .endpointOverride(URI.create(server.baseUrl()))
        .build();
  }

  @Override
  public void close() {
    server.stop();
  }
}
