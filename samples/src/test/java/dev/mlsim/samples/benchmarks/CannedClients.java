package dev.mlsim.samples.benchmarks;

import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Clients that get the same bytes for every call. */
final class CannedClients {
  private CannedClients() {}

  static SageMakerClient sageMaker(WireResponse response) {
    return SageMakerClient.builder()
        .httpClient(new Canned(response))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "secret")))
        .build();
  }

  private record Canned(WireResponse response) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(response.status());
          response.headers().forEach(head::putHeader);
          return HttpExecuteResponse.builder()
              .response(head.build())
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
}
