package dev.mlsim.sdk.ambient;

import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;

/** The ways in which code makes an async client. */
enum AsyncRecipe {
  CREATE(SageMakerAsyncClient::create),
  WITH_REGION(() -> SageMakerAsyncClient.builder().region(Region.EU_WEST_1).build()),
  WITH_ENDPOINT(
      () ->
          SageMakerAsyncClient.builder()
              .endpointOverride(URI.create("https://sagemaker.example.com"))
              .build()),
  NETTY(
      () ->
          SageMakerAsyncClient.builder()
              .httpClientBuilder(NettyNioAsyncHttpClient.builder())
              .build()),
  CRT(
      () ->
          SageMakerAsyncClient.builder()
              .httpClientBuilder(AwsCrtAsyncHttpClient.builder())
              .build());

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Supplier<SageMakerAsyncClient> made;

  AsyncRecipe(Supplier<SageMakerAsyncClient> made) {
    this.made = made;
  }

  SageMakerAsyncClient make() {
    return made.get();
  }
}
