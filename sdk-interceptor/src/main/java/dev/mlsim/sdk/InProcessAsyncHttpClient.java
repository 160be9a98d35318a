package dev.mlsim.sdk;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Carries an async client's calls to a simulated world.
 *
 * <p>Everything happens on the thread that delivers the end of the request body; for bodies that
 * are in memory, that is the calling thread. Thread-safe. Closed, it refuses calls as a real one
 * does.
 */
final class InProcessAsyncHttpClient implements SdkAsyncHttpClient {
  private final Doorway doorway;
  private volatile boolean closed;

  InProcessAsyncHttpClient(Doorway doorway) {
    this.doorway = doorway;
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    if (closed) {
      throw new IllegalStateException("Connection pool shut down");
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    request
        .requestContentPublisher()
        .subscribe(
            new BodyCollector(
                Translation.contentLength(request.request()),
                body -> answer(request, body, done),
                failure -> fail(request.responseHandler(), done, failure)));
    return done;
  }

  // Whatever the world throws must reach the caller through the future, or he waits for ever.
  private void answer(AsyncExecuteRequest request, byte[] body, CompletableFuture<Void> done) {
    if (done.isDone()) { // cancelled meanwhile
      return;
    }
    SdkAsyncHttpResponseHandler handler = request.responseHandler();
    try {
      WireReply reply = doorway.exchange(Translation.request(request.request(), body));
      if (reply == TimelyDoorway.NO_ANSWER) {
        return; // as a real one, which is still waiting
      }
      if (reply instanceof ConnectionFailure failure) {
        fail(handler, done, Translation.failure(failure));
      } else {
        WireResponse response = (WireResponse) reply;
        handler.onHeaders(Translation.response(response));
        handler.onStream(
            response.parts().isEmpty()
                ? new BodyPublisher(response.body(), premature(response), done)
                : new PartsPublisher(response.parts(), doorway::pause, done));
      }
    } catch (RuntimeException | Error failure) {
      fail(handler, done, failure);
    }
  }

  private static Optional<IOException> premature(WireResponse response) {
    return response.isTruncated() ? Optional.of(Translation.premature(response)) : Optional.empty();
  }

  private static void fail(
      SdkAsyncHttpResponseHandler handler, CompletableFuture<Void> done, Throwable failure) {
    try {
      handler.onError(failure);
    } finally {
      done.completeExceptionally(failure);
    }
  }

  @Override
  public String clientName() {
    return "MlsimAsync";
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Lets each SDK client own, and close, an HTTP client of its own. */
  static final class Builder implements SdkAsyncHttpClient.Builder<Builder> {
    private final Doorway doorway;

    Builder(Doorway doorway) {
      this.doorway = doorway;
    }

    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
      return new InProcessAsyncHttpClient(doorway);
    }
  }
}
