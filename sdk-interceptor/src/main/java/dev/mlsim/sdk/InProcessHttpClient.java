package dev.mlsim.sdk;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Carries a sync client's calls to a simulated world, on the calling thread and without a socket.
 *
 * <p>Thread-safe. Closed, it refuses calls as the SDK's Apache client does, so that code which
 * closes its client too early fails here too.
 */
final class InProcessHttpClient implements SdkHttpClient {
  private final Doorway doorway;
  private volatile boolean closed;

  InProcessHttpClient(Doorway doorway) {
    this.doorway = doorway;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    if (closed) {
      throw new IllegalStateException("Connection pool shut down");
    }
    return new Call(doorway, request);
  }

  @Override
  public String clientName() {
    return "MlsimSync";
  }

  @Override
  public void close() {
    closed = true;
  }

  /** One prepared call. */
  private static final class Call implements ExecutableHttpRequest {
    private final Doorway doorway;
    private final HttpExecuteRequest request;
    private volatile boolean aborted;

    Call(Doorway doorway, HttpExecuteRequest request) {
      this.doorway = doorway;
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      refuseIfAborted();
      byte[] body = Translation.body(request.httpRequest(), request.contentStreamProvider());
      WireReply reply = doorway.exchange(Translation.request(request.httpRequest(), body));
      refuseIfAborted();
      if (reply instanceof ConnectionFailure failure) {
        throw Translation.failure(failure);
      }
      WireResponse response = (WireResponse) reply;
      HttpExecuteResponse.Builder executed =
          HttpExecuteResponse.builder().response(Translation.response(response));
      if (response.body().length > 0) {
        executed.responseBody(AbortableInputStream.create(content(response)));
      }
      return executed.build();
    }

    private static InputStream content(WireResponse response) {
      InputStream body = new ByteArrayInputStream(response.body());
      return response.isTruncated()
          ? new SequenceInputStream(body, new BrokenBody(Translation.premature(response)))
          : body;
    }

    private void refuseIfAborted() throws IOException {
      if (aborted) {
        throw new IOException("Request aborted");
      }
    }

    @Override
    public void abort() {
      aborted = true;
    }
  }

  /** Lets each SDK client own, and close, an HTTP client of its own. */
  static final class Builder implements SdkHttpClient.Builder<Builder> {
    private final Doorway doorway;

    Builder(Doorway doorway) {
      this.doorway = doorway;
    }

    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
      return new InProcessHttpClient(doorway);
    }
  }
}
