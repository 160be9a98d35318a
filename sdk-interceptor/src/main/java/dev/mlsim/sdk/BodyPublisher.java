package dev.mlsim.sdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkCancellationException;

/**
 * Publishes a response body in one piece, once it is asked for, to one subscriber.
 *
 * <p>The call's future completes with the body's delivery, and fails if the subscriber cancels
 * first.
 */
final class BodyPublisher implements Publisher<ByteBuffer> {
  private final byte[] body;
  private final CompletableFuture<Void> done;
  private final Optional<IOException> premature;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** A body that comes as a whole, or in part and then a failure. */
  BodyPublisher(byte[] body, Optional<IOException> premature, CompletableFuture<Void> done) {
    this.body = body;
    this.premature = premature;
    this.done = done;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    if (!taken.compareAndSet(false, true)) {
      Delivery nothing = new Delivery(subscriber, new CompletableFuture<>());
      nothing.close();
      subscriber.onSubscribe(nothing);
      subscriber.onError(new IllegalStateException("The response body has a subscriber already"));
      return;
    }
    Delivery delivery = new Delivery(subscriber, done);
    subscriber.onSubscribe(delivery);
    if (body.length == 0 && delivery.close()) { // an empty body needs no demand
      subscriber.onComplete();
      done.complete(null);
    }
  }

  /** What one subscriber may ask for. */
  private final class Delivery implements Subscription {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final CompletableFuture<Void> done;
    private final AtomicBoolean closed = new AtomicBoolean();

    Delivery(Subscriber<? super ByteBuffer> subscriber, CompletableFuture<Void> done) {
      this.subscriber = subscriber;
      this.done = done;
    }

    /** Whether nothing had ended this delivery before. */
    boolean close() {
      return closed.compareAndSet(false, true);
    }

    @Override
    public void request(long elements) {
      if (elements <= 0) {
        if (close()) {
          IllegalArgumentException refusal =
              new IllegalArgumentException(
                  "Demand must be positive, but was " + elements + " (Reactive Streams, rule 3.9)");
          subscriber.onError(refusal);
          done.completeExceptionally(refusal);
        }
        return;
      }
      if (body.length == 0 || !close()) { // closed first: the subscriber may ask again from onNext
        return;
      }
      subscriber.onNext(ByteBuffer.wrap(body).asReadOnlyBuffer());
      if (done.isDone()) { // cancelled from onNext
        return;
      }
      if (premature.isPresent()) {
        subscriber.onError(premature.get());
        done.completeExceptionally(premature.get());
      } else {
        subscriber.onComplete();
        done.complete(null);
      }
    }

    @Override
    public void cancel() {
      close();
      done.completeExceptionally(
          new SdkCancellationException("Subscriber cancelled before all events were published"));
    }
  }
}
