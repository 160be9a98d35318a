package dev.mlsim.samples.cleanroomsml;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.waiters.Waiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Production code: waiters as the SDK has them, for a service to which it brings none. */
final class Patience {
  private static final WaiterOverrideConfiguration EVERY_MINUTE =
      WaiterOverrideConfiguration.builder()
          .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMinutes(1)))
          .maxAttempts(24 * 60)
          .build();

  private Patience() {}

  /** The first answer that isn't on its way: of something made, cancelled, deleted or failed. */
  static <T> T untilSettled(
      Class<T> type, Supplier<T> looking, Function<? super T, String> status) {
    Waiter<T> waiter =
        Waiter.builder(type)
            .overrideConfiguration(EVERY_MINUTE)
            .addAcceptor(
                WaiterAcceptor.retryOnResponseAcceptor(
                    seen -> status.apply(seen).matches(".*_(PENDING|IN_PROGRESS)")))
            .addAcceptor(WaiterAcceptor.successOnResponseAcceptor(seen -> true))
            .build();
    return waiter.run(looking).matched().response().orElseThrow();
  }
}
