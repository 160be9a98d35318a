package dev.mlsim.junit;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/**
 * Configures the injected clients as production configures its own: retry strategy, time-outs,
 * interceptors. Where calls go and whose time they wait on is the simulator's.
 */
@FunctionalInterface
public interface ClientCustomizer {

  /** Configures the builder of a client that is about to be made, sync or async, of any service. */
  void customize(AwsClientBuilder<?, ?> builder);
}
