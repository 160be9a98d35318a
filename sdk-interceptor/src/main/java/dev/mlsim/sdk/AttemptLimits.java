package dev.mlsim.sdk;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Finds out, before an attempt of an async client is sent, how long the attempt may take. The SDK
 * starts its own timer only when the HTTP client has given it a future, and the in-process one
 * answers before that.
 */
final class AttemptLimits implements SdkPlugin {
  private final SdkTime time;

  AttemptLimits(SdkTime time) {
    this.time = time;
  }

  /** From here, for the reason of {@link VirtualTimePlugin#plugInto}. */
  void plugInto(SdkClientBuilder<?, ?> builder) {
    builder.addPlugin(this);
  }

  @Override
  public void configureClient(SdkServiceClientConfiguration.Builder client) {
    Optional<Duration> usual = client.overrideConfiguration().apiCallAttemptTimeout();
    client.overrideConfiguration(
        client.overrideConfiguration().toBuilder()
            .addExecutionInterceptor(new Watch(time, usual))
            .build());
  }

  private static final class Watch implements ExecutionInterceptor {
    private final SdkTime time;
    private final Optional<Duration> usual;

    Watch(SdkTime time, Optional<Duration> usual) {
      this.time = time;
      this.usual = usual;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes all) {
      time.limitAttempt(
          context
              .request()
              .overrideConfiguration()
              .flatMap(RequestOverrideConfiguration::apiCallAttemptTimeout)
              .or(() -> usual));
    }
  }
}
