package dev.mlsim.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The body of an asynchronous answer, passed on as it comes and kept for a recording. */
final class RecordedBody implements Publisher<ByteBuffer> {
  private final Publisher<ByteBuffer> body;
  private final RecordedExchange attempt;

  RecordedBody(Publisher<ByteBuffer> body, RecordedExchange attempt) {
    this.body = body;
    this.attempt = attempt;
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(new Listener(subscriber));
  }

  private final class Listener implements Subscriber<ByteBuffer> {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    Listener(Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscriber.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      byte[] bytes = new byte[part.remaining()];
      part.duplicate().get(bytes);
      content.writeBytes(bytes);
      subscriber.onNext(part);
    }

    @Override
    public void onError(Throwable cause) {
      attempt.lost(cause.getClass().getSimpleName());
      subscriber.onError(cause);
    }

    @Override
    public void onComplete() {
      attempt.whole(content.toByteArray());
      subscriber.onComplete();
    }
  }
}
