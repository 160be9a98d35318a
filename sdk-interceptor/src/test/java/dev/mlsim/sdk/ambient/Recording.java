package dev.mlsim.sdk.ambient;

import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Sends nothing, and keeps where it would have gone. */
record Recording(List<String> sent) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    sent.add(request.httpRequest().getUri().toString());
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        throw new IOException("nothing is sent");
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
