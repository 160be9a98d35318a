package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What a client was answered, to the byte. */
record Answer(SdkHttpResponse head, SdkBytes body) {

  /** A successful one, with the body alone. */
  static Answer of(String body) {
    return new Answer(
        SdkHttpResponse.builder()
            .statusCode(200)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .build(),
        SdkBytes.fromUtf8String(body));
  }

  /** What mlsim answers to calls by a blocking client, in order. */
  static <C extends SdkClient> List<Answer> recorded(
      Simulator sim, AwsClientBuilder<?, C> builder, Consumer<C> calls) {
    List<Answer> answers = new ArrayList<>();
    builder.overrideConfiguration(c -> c.addExecutionInterceptor(recorder(answers)));
    try (SimulatedClients clients = SimulatedClients.of(sim);
        C client = clients.configure(builder).build()) {
      calls.accept(client);
    }
    return answers;
  }

  private static ExecutionInterceptor recorder(List<Answer> answers) {
    return new ExecutionInterceptor() {
      @Override
      public Optional<InputStream> modifyHttpResponseContent(
          Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        try (InputStream body = context.responseBody().orElseThrow()) {
          answers.add(new Answer(context.httpResponse(), SdkBytes.fromInputStream(body)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return Optional.of(answers.get(answers.size() - 1).body().asInputStream());
      }
    };
  }
}
