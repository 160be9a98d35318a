package dev.mlsim.sdk;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.internal.DefaultAdaptiveRetryStrategy;
import software.amazon.awssdk.retries.internal.ratelimiter.RateLimiterTokenBucketStore;

/**
 * Takes chance and the wall clock out of the SDK's own retry strategies, so that a run repeats: the
 * jitter of their back-offs comes from the simulator's seed, and the adaptive one measures its rate
 * on virtual time.
 *
 * <p>The SDK has no public way to say either. Where its insides are not as in 2.40 (looked at by
 * reflection), or the back-off is the user's own, the strategy stays as it is.
 */
final class SeededJitter {
  private final long seed;
  private final SdkTime time;

  SeededJitter(long seed, SdkTime time) {
    this.seed = seed;
    this.time = time;
  }

  /** The same strategy, repeatable. */
  RetryStrategy applyTo(RetryStrategy strategy) {
    try {
      RetryStrategy.Builder<?, ?> builder = strategy.toBuilder();
      builder.backoffStrategy(seeded(strategy, "backoffStrategy"));
      builder.throttlingBackoffStrategy(seeded(strategy, "throttlingBackoffStrategy"));
      if (builder instanceof DefaultAdaptiveRetryStrategy.Builder adaptive) {
        adaptive.rateLimiterTokenBucketStore(
            RateLimiterTokenBucketStore.builder().clock(this::seconds).build());
      }
      return builder.build();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherInsides) {
      return strategy;
    }
  }

  private double seconds() {
    return time.now().toEpochMilli() / 1000.0;
  }

  private BackoffStrategy seeded(RetryStrategy strategy, String name)
      throws ReflectiveOperationException {
    BackoffStrategy backoff = (BackoffStrategy) read(strategy, name);
    return switch (backoff.getClass().getSimpleName()) {
      case "ExponentialDelayWithJitter", "ExponentialDelayWithHalfJitter" ->
          backoff
              .getClass()
              .asSubclass(BackoffStrategy.class)
              .getConstructor(Supplier.class, Duration.class, Duration.class)
              .newInstance(
                  (Supplier<Random>) this::random,
                  read(backoff, "baseDelay"),
                  read(backoff, "maxDelay"));
      case "FixedDelayWithJitter" ->
          backoff
              .getClass()
              .asSubclass(BackoffStrategy.class)
              .getConstructor(Supplier.class, Duration.class)
              .newInstance((Supplier<Random>) this::random, read(backoff, "delay"));
      default -> backoff;
    };
  }

  // From the seed and the virtual time alone: threads that retry cannot disturb each other's
  // chance.
  private Random random() {
    return new Random(seed * 31 + time.now().toEpochMilli());
  }

  private static Object read(Object owner, String name) throws ReflectiveOperationException {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field.get(owner);
        }
      }
    }
    throw new NoSuchFieldException(name);
  }
}
