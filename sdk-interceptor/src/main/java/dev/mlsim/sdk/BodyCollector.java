package dev.mlsim.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reads a published request body to its end, and hands it on, or what the publisher failed with.
 */
final class BodyCollector implements Subscriber<ByteBuffer> {
  private final ByteArrayOutputStream bytes;
  private final Consumer<byte[]> whole;
  private final Consumer<Throwable> failed;
  private boolean subscribed;

  BodyCollector(int expectedLength, Consumer<byte[]> whole, Consumer<Throwable> failed) {
    this.bytes = new ByteArrayOutputStream(Math.max(expectedLength, 0));
    this.whole = whole;
    this.failed = failed;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (subscribed) { // Reactive Streams, rule 2.5
      subscription.cancel();
      return;
    }
    subscribed = true;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer part) {
    byte[] copy = new byte[part.remaining()];
    part.duplicate().get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void onError(Throwable failure) {
    failed.accept(failure);
  }

  @Override
  public void onComplete() {
    whole.accept(bytes.toByteArray());
  }
}
