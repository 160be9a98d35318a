package dev.mlsim.sdk;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryPolicy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Moves a client onto virtual time when it is built: its retries and its scheduler.
 *
 * <p>As a plugin, it sees the retry strategy that the SDK has settled on, from whatever the user,
 * the defaults mode and the environment said, with AWS's retry conditions already in it.
 */
final class VirtualTimePlugin implements SdkPlugin {
  private final SdkTime time;
  private final SdkScheduler scheduler;
  private final SeededJitter jitter;

  VirtualTimePlugin(SdkTime time, long seed) {
    this.time = time;
    this.scheduler = new SdkScheduler(time);
    this.jitter = new SeededJitter(seed, time);
  }

  /** From here, so that a class which calls it can be loaded where the SDK has no plugins yet. */
  void plugInto(SdkClientBuilder<?, ?> builder) {
    builder.addPlugin(this);
  }

  @Override
  public void configureClient(SdkServiceClientConfiguration.Builder client) {
    ClientOverrideConfiguration settled = client.overrideConfiguration();
    ClientOverrideConfiguration.Builder changed =
        settled.toBuilder().scheduledExecutorService(scheduler);
    retry(settled, changed);
    client.overrideConfiguration(changed.build());
  }

  // A RetryPolicy, the deprecated way, outranks the strategy; the SDK's RetryMode.ADAPTIVE is one
  // in
  // disguise and must stay of its class, for the SDK asks for it.
  @SuppressWarnings("deprecation")
  void retry(ClientOverrideConfiguration settled, ClientOverrideConfiguration.Builder changed) {
    RetryPolicy policy = settled.retryPolicy().orElse(null);
    RetryStrategy strategy = settled.retryStrategy().orElse(null);
    if (policy != null) {
      changed.retryPolicy(onVirtualTime(policy));
    } else if (strategy != null) {
      if (strategy.getClass().getSimpleName().equals("RetryPolicyAdapter")) {
        changed.retryPolicy(onVirtualTime(AwsRetryPolicy.forRetryMode(RetryMode.ADAPTIVE)));
      } else {
        VirtualTimeRetries virtual = VirtualTimeRetries.of(strategy, time);
        changed.retryStrategy(VirtualTimeRetries.of(jitter.applyTo(virtual.strategy()), time));
      }
    }
  }

  @SuppressWarnings("deprecation")
  private RetryPolicy onVirtualTime(RetryPolicy policy) {
    return policy.toBuilder()
        .backoffStrategy(onVirtualTime(policy.backoffStrategy()))
        .throttlingBackoffStrategy(onVirtualTime(policy.throttlingBackoffStrategy()))
        .build();
  }

  @SuppressWarnings("deprecation")
  private BackoffStrategy onVirtualTime(BackoffStrategy backoff) {
    return context -> {
      time.sleep(backoff.computeDelayBeforeNextRetry(context));
      return Duration.ZERO;
    };
  }
}
