package dev.mlsim.engine.events;

import static java.util.Objects.requireNonNull;

import dev.mlsim.event.Subscription;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A listener at work. Whether it hears something is asked under the simulator's lock.
 *
 * @param <T> what it hears
 */
final class LiveSubscription<T> implements Subscription<T> {

  /**
   * What was said, which stays.
   *
   * @param number its place in the order of subscriptions
   * @param kind the class of what it hears
   * @param says what it was given to, as in {@code events().on(...)}
   * @param wanted what it hears of that
   * @param listener who hears it
   */
  record Terms<T>(
      long number,
      Class<T> kind,
      String says,
      Predicate<? super T> wanted,
      Consumer<? super T> listener) {}

  private final Terms<T> terms;
  private volatile Optional<Consumer<? super T>> letters = Optional.empty();
  private final AtomicLong heard = new AtomicLong();
  private volatile boolean cancelled;

  LiveSubscription(Terms<T> terms) {
    this.terms = terms;
  }

  long number() {
    return terms.number();
  }

  boolean isOf(Class<?> kind) {
    return terms.kind() == kind && !cancelled;
  }

  boolean wants(Object what) {
    return terms.wanted().test(terms.kind().cast(what));
  }

  void tell(Object what) {
    terms.listener().accept(terms.kind().cast(what));
  }

  /** Hands on what is given up; whether there is somebody who takes it. */
  boolean hasLetters() {
    return letters.isPresent();
  }

  void giveUp(Object what) {
    letters.ifPresent(taker -> taker.accept(terms.kind().cast(what)));
  }

  /** Under the simulator's lock. */
  void count() {
    heard.incrementAndGet();
  }

  boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Subscription<T> deadLetters(Consumer<? super T> taker) {
    letters = Optional.of(requireNonNull(taker, "letters"));
    return this;
  }

  @Override
  public long heard() {
    return heard.get();
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  /**
   * A subscription as it stood.
   *
   * @param subscription the subscription, which has gone on since
   */
  record Saved<T>(
      LiveSubscription<T> subscription,
      Optional<Consumer<? super T>> letters,
      long heard,
      boolean cancelled) {

    /** It as it stood: itself where it is at home, else a copy. */
    LiveSubscription<T> back(boolean isAtHome) {
      LiveSubscription<T> back =
          isAtHome ? subscription : new LiveSubscription<>(subscription.terms);
      back.letters = letters;
      back.heard.set(heard);
      back.cancelled = cancelled;
      return back;
    }
  }

  Saved<T> save() {
    return new Saved<>(this, letters, heard.get(), cancelled);
  }

  @Override
  public String toString() {
    return terms.says();
  }
}
