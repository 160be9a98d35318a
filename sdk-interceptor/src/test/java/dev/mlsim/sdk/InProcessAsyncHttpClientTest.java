package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireResponse;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkCancellationException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

class InProcessAsyncHttpClientTest {
  private static final WireResponse HELLO = CannedWorld.json(200, "hello");

  @Test
  void a_body_in_pieces_is_carried_whole() {
    CannedWorld world = CannedWorld.of(HELLO);

    CompletableFuture<Void> done = execute(world, new Reader(1), "he", "llo");

    assertThat(world.request().body()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    assertThat(done).isCompleted();
  }

  @Test
  void headers_come_before_the_body_and_the_future_completes_on_the_calling_thread() {
    Reader reader = new Reader(1);

    CompletableFuture<Void> done = execute(CannedWorld.of(HELLO), reader);

    assertThat(done).isCompleted();
    assertThat(reader.events).containsExactly("headers 200", "next hello", "complete");
  }

  @Test
  void nothing_is_delivered_before_it_is_asked_for() {
    Reader reader = new Reader(0);

    CompletableFuture<Void> done = execute(CannedWorld.of(HELLO), reader);

    assertThat(reader.events).containsExactly("headers 200");
    assertThat(done).isNotDone();
    reader.subscription().request(1);
    assertThat(reader.events).containsExactly("headers 200", "next hello", "complete");
    assertThat(done).isCompleted();
  }

  @Test
  void asking_twice_delivers_once() {
    Reader reader = new Reader(Long.MAX_VALUE);

    CompletableFuture<Void> done = execute(CannedWorld.of(HELLO), reader);
    reader.subscription().request(1);

    assertThat(done).isCompleted();
    assertThat(reader.events).containsExactly("headers 200", "next hello", "complete");
  }

  @Test
  void an_empty_body_completes_without_demand() {
    Reader reader = new Reader(0);

    CompletableFuture<Void> done =
        execute(CannedWorld.of(new WireResponse(200, Map.of(), new byte[0])), reader);

    assertThat(reader.events).containsExactly("headers 200", "complete");
    assertThat(done).isCompleted();
  }

  @Test
  void cancelling_stops_the_delivery_and_fails_the_call() {
    Reader reader = new Reader(0);
    CompletableFuture<Void> done = execute(CannedWorld.of(HELLO), reader);

    reader.subscription().cancel();
    reader.subscription().request(1);

    assertThat(reader.events).containsExactly("headers 200");
    assertThat(done)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(SdkCancellationException.class);
  }

  @Test
  void demand_that_is_not_positive_is_an_error() {
    Reader reader = new Reader(0);
    CompletableFuture<Void> done = execute(CannedWorld.of(HELLO), reader);

    reader.subscription().request(0);

    assertThat(done).isCompletedExceptionally();
    assertThat(reader.events)
        .containsExactly(
            "headers 200", "error Demand must be positive, but was 0 (Reactive Streams, rule 3.9)");
  }

  @Test
  void a_second_subscriber_is_refused() {
    Reader reader = new Reader(0);
    CompletableFuture<Void> done = execute(CannedWorld.of(HELLO), reader);
    Reader second = new Reader(1);

    reader.stream().subscribe(second);
    second.subscription().cancel();

    assertThat(second.events).containsExactly("error The response body has a subscriber already");
    assertThat(done).isNotDone();
  }

  @Test
  void a_broken_connection_reaches_handler_and_future() {
    Reader reader = new Reader(1);

    CompletableFuture<Void> done =
        execute(CannedWorld.of(new ConnectionFailure(ConnectionFailure.Kind.RESET, "")), reader);

    assertThat(reader.events).containsExactly("error Connection reset");
    assertThatThrownBy(done::join).hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void a_request_body_that_fails_never_reaches_the_world() {
    CannedWorld world = CannedWorld.of(HELLO);
    Reader reader = new Reader(1);
    Publisher<ByteBuffer> failing =
        subscriber -> {
          subscriber.onSubscribe(new Nothing());
          subscriber.onError(new IllegalStateException("disk is gone"));
        };

    CompletableFuture<Void> done = execute(world, reader, failing);

    assertThat(world.requests()).isEmpty();
    assertThat(reader.events).containsExactly("error disk is gone");
    assertThat(done).isCompletedExceptionally();
  }

  @Test
  void what_the_world_throws_reaches_the_future() {
    Reader reader = new Reader(1);
    Doorway broken =
        request -> {
          throw new IllegalStateException("bug");
        };

    CompletableFuture<Void> done =
        new InProcessAsyncHttpClient(broken).execute(request(reader, publisher()));

    assertThatThrownBy(done::join).hasRootCauseMessage("bug");
    assertThat(reader.events).containsExactly("error bug");
  }

  @Test
  void a_closed_client_refuses_calls() {
    InProcessAsyncHttpClient client = new InProcessAsyncHttpClient(CannedWorld.of(HELLO));
    client.close();

    assertThatThrownBy(() -> client.execute(request(new Reader(1), publisher())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Connection pool shut down");
  }

  private static CompletableFuture<Void> execute(
      CannedWorld world, Reader reader, String... parts) {
    return execute(world, reader, publisher(parts));
  }

  private static CompletableFuture<Void> execute(
      CannedWorld world, Reader reader, Publisher<ByteBuffer> body) {
    return new InProcessAsyncHttpClient(world).execute(request(reader, body));
  }

  private static AsyncExecuteRequest request(Reader reader, Publisher<ByteBuffer> body) {
    return AsyncExecuteRequest.builder()
        .request(
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .protocol("https")
                .host("api.sagemaker.us-east-1.amazonaws.com")
                .encodedPath("/")
                .build())
        .requestContentPublisher(new Content(body))
        .responseHandler(reader)
        .build();
  }

  private static Publisher<ByteBuffer> publisher(String... parts) {
    return subscriber -> {
      subscriber.onSubscribe(new Nothing());
      for (String part : parts) {
        subscriber.onNext(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
      }
      subscriber.onComplete();
    };
  }

  /** A publisher as the SDK passes it. */
  private record Content(Publisher<ByteBuffer> body) implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return Optional.empty();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      body.subscribe(subscriber);
    }
  }

  /** A subscription nobody looks at. */
  private record Nothing() implements Subscription {
    @Override
    public void request(long elements) {}

    @Override
    public void cancel() {}
  }

  /** Reads a response and writes down what happens; asks for so many elements at first. */
  private static final class Reader implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
    private final List<String> events = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Publisher<ByteBuffer>> streams = new ArrayList<>();
    private final long demand;

    Reader(long demand) {
      this.demand = demand;
    }

    Subscription subscription() {
      return subscriptions.get(0);
    }

    Publisher<ByteBuffer> stream() {
      return streams.get(0);
    }

    @Override
    public void onHeaders(SdkHttpResponse headers) {
      events.add("headers " + headers.statusCode());
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      streams.add(stream);
      stream.subscribe(this);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriptions.add(subscription);
      if (demand > 0) {
        subscription.request(demand);
      }
    }

    @Override
    public void onNext(ByteBuffer part) {
      events.add("next " + StandardCharsets.UTF_8.decode(part));
    }

    @Override
    public void onError(Throwable error) {
      events.add("error " + error.getMessage());
    }

    @Override
    public void onComplete() {
      events.add("complete");
    }
  }
}
