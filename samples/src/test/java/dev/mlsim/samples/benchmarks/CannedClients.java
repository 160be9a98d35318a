package dev.mlsim.samples.benchmarks;

import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Clients that get the same bytes for every call: the floor that no simulator can go below. */
final class CannedClients {
  private CannedClients() {}

  static SageMakerClient sync(WireResponse response) {
    return signed(SageMakerClient.builder()).httpClient(new Canned(response)).build();
  }

  static SageMakerAsyncClient async(WireResponse response) {
    return signed(SageMakerAsyncClient.builder()).httpClient(new AsyncCanned(response)).build();
  }

  /** With a region and keys, as any client has them. */
  static <B extends AwsClientBuilder<B, ?>> B signed(B builder) {
    return builder
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "secret")));
  }

  private static SdkHttpResponse head(WireResponse response) {
    SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(response.status());
    response.headers().asMap().forEach(head::putHeader);
    return head.build();
  }

  private record Canned(WireResponse response) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(head(response))
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public String clientName() {
      return "Canned";
    }

    @Override
    public void close() {}
  }

  private record AsyncCanned(WireResponse response) implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      request.responseHandler().onHeaders(head(response));
      // A publisher of the SDK's own, which tells its subscriber everything on this thread.
      CompletableFuture<Void> done = new CompletableFuture<>();
      request
          .responseHandler()
          .onStream(
              subscriber ->
                  AsyncRequestBody.fromByteBuffer(ByteBuffer.wrap(response.body()))
                      .subscribe(subscriber));
      done.complete(null);
      return done;
    }

    @Override
    public String clientName() {
      return "AsyncCanned";
    }

    @Override
    public void close() {}
  }
}
