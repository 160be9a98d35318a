package dev.mlsim.sdk;

import dev.mlsim.wire.WirePart;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkCancellationException;

/**
 * Publishes a response body in the parts in which it comes, as they are asked for, to one
 * subscriber; the time between them passes on the thread that asks.
 */
final class PartsPublisher implements Publisher<ByteBuffer> {
  private final List<WirePart> parts;
  private final Consumer<Duration> pause;
  private final CompletableFuture<Void> done;
  private final AtomicBoolean taken = new AtomicBoolean();

  PartsPublisher(List<WirePart> parts, Consumer<Duration> pause, CompletableFuture<Void> done) {
    this.parts = parts;
    this.pause = pause;
    this.done = done;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    boolean first = taken.compareAndSet(false, true);
    Delivery delivery = new Delivery(subscriber, first ? parts : List.of());
    subscriber.onSubscribe(delivery);
    if (!first) {
      delivery.fail(new IllegalStateException("The response body has a subscriber already"));
    }
  }

  /** What one subscriber asks for. */
  private final class Delivery implements Subscription {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final List<WirePart> left;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int next; // by who delivers, one at a time

    Delivery(Subscriber<? super ByteBuffer> subscriber, List<WirePart> left) {
      this.subscriber = subscriber;
      this.left = left;
    }

    @Override
    public void request(long elements) {
      if (elements <= 0) {
        fail(
            new IllegalArgumentException(
                "Demand must be positive, but was " + elements + " (Reactive Streams, rule 3.9)"));
        return;
      }
      demand.accumulateAndGet(elements, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      if (waiting.getAndIncrement() == 0) { // else who delivers sees it
        do {
          deliver();
        } while (waiting.decrementAndGet() > 0);
      }
    }

    private void deliver() {
      while (next < left.size() && demand.get() > 0 && !closed.get()) {
        WirePart part = left.get(next++);
        demand.decrementAndGet();
        pause.accept(part.after());
        subscriber.onNext(ByteBuffer.wrap(part.bytes()).asReadOnlyBuffer());
      }
      if (next == left.size() && closed.compareAndSet(false, true)) {
        subscriber.onComplete();
        done.complete(null);
      }
    }

    void fail(RuntimeException failure) {
      if (closed.compareAndSet(false, true)) {
        subscriber.onError(failure);
        if (!left.isEmpty()) {
          done.completeExceptionally(failure);
        }
      }
    }

    @Override
    public void cancel() {
      if (closed.compareAndSet(false, true)) {
        done.completeExceptionally(
            new SdkCancellationException("Subscriber cancelled before all events were published"));
      }
    }
  }
}
