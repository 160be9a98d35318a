package dev.mlsim.samples.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * An HTTP client that gives answers in order, and the last one for ever after: under a client of
 * the SDK it is a floor, which no simulator can go below.
 */
final class Canned implements SdkHttpClient, SdkAsyncHttpClient {
  private final List<Answer> answers;
  private int given;

  private Canned(List<Answer> answers) {
    this.answers = List.copyOf(answers);
  }

  /** A client with keys, as users have them. */
  static <C> C signed(AwsClientBuilder<?, C> builder, List<Answer> answers) {
    return answering(keyed(builder), answers);
  }

  /** A client without keys, which spares the SDK its signing. */
  static <C> C anonymous(AwsClientBuilder<?, C> builder, List<Answer> answers) {
    return answering(regional(builder, AnonymousCredentialsProvider.create()), answers);
  }

  /** With a region and keys. */
  static <B extends AwsClientBuilder<?, ?>> B keyed(B builder) {
    return regional(
        builder, StaticCredentialsProvider.create(AwsBasicCredentials.create("akid", "secret")));
  }

  private static <B extends AwsClientBuilder<?, ?>> B regional(
      B builder, AwsCredentialsProvider credentials) {
    builder.region(Region.US_EAST_1);
    builder.credentialsProvider(credentials);
    return builder;
  }

  private static <C> C answering(AwsClientBuilder<?, C> builder, List<Answer> answers) {
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClient(new Canned(answers));
    } else if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
      async.httpClient(new Canned(answers));
      // As mlsim's clients do; a pool, the SDK's default, costs several times as much as the call.
      async.asyncConfiguration(
          c ->
              c.advancedOption(
                  SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR,
                  (Executor) Runnable::run));
    }
    return builder.build();
  }

  private Answer next() {
    return given < answers.size() - 1 ? answers.get(given++) : answers.get(answers.size() - 1);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    Answer answer = next();
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(answer.head())
            .responseBody(AbortableInputStream.create(answer.body().asInputStream()))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    Answer answer = next();
    ByteBuffer body = answer.body().asByteBuffer();
    request.responseHandler().onHeaders(answer.head());
    // A publisher of the SDK's own, which tells its subscriber everything on this thread.
    request
        .responseHandler()
        .onStream(subscriber -> AsyncRequestBody.fromByteBuffer(body).subscribe(subscriber));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public String clientName() {
    return "Canned";
  }

  @Override
  public void close() {}
}
