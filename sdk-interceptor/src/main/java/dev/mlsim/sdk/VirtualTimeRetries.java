package dev.mlsim.sdk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Predicate;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * A client's own retry strategy, which decides as ever, but whose delays pass on virtual time: the
 * SDK is told to wait zero, and finds the clock moved on.
 */
final class VirtualTimeRetries implements RetryStrategy {
  private final RetryStrategy strategy;
  private final SdkTime time;

  private VirtualTimeRetries(RetryStrategy strategy, SdkTime time) {
    this.strategy = strategy;
    this.time = time;
  }

  /** Wraps a strategy; one that is on some virtual time already moves over to this one. */
  static VirtualTimeRetries of(RetryStrategy strategy, SdkTime time) {
    return strategy instanceof VirtualTimeRetries other
        ? new VirtualTimeRetries(other.strategy, time)
        : new VirtualTimeRetries(strategy, time);
  }

  /** The strategy that decides. */
  RetryStrategy strategy() {
    return strategy;
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    AcquireInitialTokenResponse response = strategy.acquireInitialToken(request);
    if (response.delay().isZero()) {
      return response;
    }
    sleep(response.delay());
    return AcquireInitialTokenResponse.create(response.token(), Duration.ZERO);
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    RefreshRetryTokenResponse response = strategy.refreshRetryToken(request);
    sleep(response.delay());
    return RefreshRetryTokenResponse.create(response.token(), Duration.ZERO);
  }

  // The SDK sleeps whole milliseconds.
  private void sleep(Duration delay) {
    time.sleep(Duration.ofMillis(delay.toMillis()));
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    return strategy.recordSuccess(request);
  }

  @Override
  public int maxAttempts() {
    return strategy.maxAttempts();
  }

  @Override
  public boolean useClientDefaults() {
    return strategy.useClientDefaults();
  }

  @Override
  public Builder toBuilder() {
    return new Builder(strategy.toBuilder(), time);
  }

  @Override
  public String toString() {
    return strategy + " on virtual time";
  }

  /** Derives from a strategy without losing its virtual time. */
  static final class Builder implements RetryStrategy.Builder<Builder, VirtualTimeRetries> {
    private final RetryStrategy.Builder<?, ?> strategy;
    private final SdkTime time;

    private Builder(RetryStrategy.Builder<?, ?> strategy, SdkTime time) {
      this.strategy = strategy;
      this.time = time;
    }

    @Override
    public Builder retryOnException(Predicate<Throwable> shouldRetry) {
      strategy.retryOnException(shouldRetry);
      return this;
    }

    @Override
    public Builder maxAttempts(int maxAttempts) {
      strategy.maxAttempts(maxAttempts);
      return this;
    }

    @Override
    public Builder backoffStrategy(BackoffStrategy backoff) {
      strategy.backoffStrategy(backoff);
      return this;
    }

    @Override
    public Builder throttlingBackoffStrategy(BackoffStrategy backoff) {
      strategy.throttlingBackoffStrategy(backoff);
      return this;
    }

    @Override
    public Builder treatAsThrottling(Predicate<Throwable> treatAsThrottling) {
      strategy.treatAsThrottling(treatAsThrottling);
      return this;
    }

    @Override
    public Builder useClientDefaults(boolean useClientDefaults) {
      strategy.useClientDefaults(useClientDefaults);
      return this;
    }

    @Override
    public VirtualTimeRetries build() {
      return new VirtualTimeRetries(requireNonNull(strategy.build(), "strategy"), time);
    }
  }
}
