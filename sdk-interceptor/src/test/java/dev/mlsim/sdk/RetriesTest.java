package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.ConnectionFailure;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class RetriesTest {

  @Test
  void back_off_passes_on_virtual_time() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled(), CannedWorld.throttled(), ok());

    Duration waited = waited(world, c -> {});

    assertThat(attempts(world))
        .containsExactly("attempt=1; max=4", "attempt=2; max=4", "attempt=3; max=4");
    // Legacy mode, throttled: half of 500 ms to 500 ms, then half of 1 s to 1 s.
    assertThat(waited).isBetween(Duration.ofMillis(750), Duration.ofMillis(1500));
  }

  @Test
  void by_default_four_attempts_are_made() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());

    assertThatThrownBy(() -> waited(world, c -> {}))
        .isInstanceOfSatisfying(
            SageMakerException.class, e -> assertThat(e.numAttempts()).isEqualTo(4));

    assertThat(world.requests()).hasSize(4);
  }

  @Test
  void the_defaults_mode_of_a_users_builder_decides() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());

    try (SageMakerClient sageMaker =
        world
            .clients()
            .configure(SageMakerClient.builder().defaultsMode(DefaultsMode.STANDARD))
            .build()) {
      assertThatThrownBy(sageMaker::listTrainingJobs).isInstanceOf(SageMakerException.class);
    }

    assertThat(attempts(world)).hasSize(3).last().isEqualTo("attempt=3; max=3");
  }

  @ParameterizedTest
  @EnumSource(RetryMode.class)
  void every_retry_mode_waits_on_virtual_time(RetryMode mode) {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled(), CannedWorld.throttled(), ok());

    Duration waited = waited(world, c -> c.retryStrategy(mode));

    assertThat(world.requests()).hasSize(3);
    assertThat(waited).isPositive().isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void adaptive_mode_measures_its_rate_on_virtual_time() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled(), CannedWorld.throttled(), ok());
    try (SageMakerClient sageMaker =
        world
            .clients()
            .configure(
                SageMakerClient.builder()
                    .overrideConfiguration(c -> c.retryStrategy(RetryMode.ADAPTIVE_V2)))
            .build()) {
      sageMaker.listTrainingJobs();
      world.clock().sleep(Duration.ofHours(1));
      Instant rested = world.clock().now();

      sageMaker.listTrainingJobs();

      assertThat(world.clock().now()).isEqualTo(rested);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LEGACY", "STANDARD", "ADAPTIVE_V2"})
  void the_same_seed_waits_the_same(RetryMode mode) {
    Duration[] waited = new Duration[3];
    long[] seeds = {7, 7, 8};
    for (int i = 0; i < seeds.length; i++) {
      CannedWorld world = CannedWorld.of(CannedWorld.throttled(), CannedWorld.throttled(), ok());
      waited[i] = waited(world, seeds[i], c -> c.retryStrategy(mode));
    }

    assertThat(waited[0]).isEqualTo(waited[1]).isNotEqualTo(waited[2]);
  }

  @Test
  void attempts_predicates_and_back_off_of_the_users_are_kept() {
    CannedWorld world =
        CannedWorld.of(
            CannedWorld.json(400, "{\"__type\":\"ResourceInUse\",\"message\":\"busy\"}"),
            CannedWorld.throttled(),
            CannedWorld.throttled(),
            CannedWorld.throttled(),
            CannedWorld.throttled(),
            ok());

    Duration waited =
        waited(
            world,
            c ->
                c.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(6)
                        .retryOnExceptionInstanceOf(SageMakerException.class)
                        .backoffStrategy(
                            BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMinutes(1)))
                        .throttlingBackoffStrategy(
                            BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMinutes(10)))
                        .build()));

    assertThat(attempts(world)).hasSize(6).last().isEqualTo("attempt=6; max=6");
    assertThat(waited).isEqualTo(Duration.ofMinutes(41));
  }

  @Test
  void a_configurator_of_the_users_is_applied() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());

    assertThatThrownBy(() -> waited(world, c -> c.retryStrategy(b -> b.maxAttempts(2))))
        .isInstanceOf(SageMakerException.class);

    assertThat(world.requests()).hasSize(2);
  }

  @Test
  void a_bare_strategy_still_gets_the_sdks_conditions() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());

    assertThatThrownBy(
            () ->
                waited(
                    world,
                    c -> c.retryStrategy(DefaultRetryStrategy.standardStrategyBuilder().build())))
        .isInstanceOf(SageMakerException.class);

    assertThat(world.requests()).hasSize(3);
  }

  @Test
  void no_retry_stays_no_retry() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());
    Instant start = world.clock().now();

    assertThatThrownBy(() -> waited(world, c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())))
        .isInstanceOf(SageMakerException.class);

    assertThat(world.requests()).hasSize(1);
    assertThat(world.clock().now()).isEqualTo(start);
  }

  @Test
  @SuppressWarnings("deprecation")
  void a_deprecated_retry_policy_waits_on_virtual_time() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());
    Instant start = world.clock().now();

    assertThatThrownBy(
            () ->
                waited(
                    world,
                    c ->
                        c.retryPolicy(
                            RetryPolicy.builder()
                                .numRetries(2)
                                .throttlingBackoffStrategy(context -> Duration.ofHours(1))
                                .build())))
        .isInstanceOf(SageMakerException.class);

    assertThat(world.requests()).hasSize(3);
    assertThat(world.clock().now()).isEqualTo(start.plus(Duration.ofHours(2)));
  }

  @Test
  void retry_after_is_heeded() {
    WireResponse later =
        new WireResponse(503, Map.of("Retry-After", "300"), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(waited(CannedWorld.of(later, ok()), c -> {})).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @EnumSource(ConnectionFailure.Kind.class)
  void broken_connections_are_retried(ConnectionFailure.Kind kind) {
    CannedWorld world = CannedWorld.of(new ConnectionFailure(kind, ""), ok());

    waited(world, c -> {});

    assertThat(world.requests()).hasSize(2);
  }

  @Test
  void a_connection_that_stays_broken_fails_as_in_production() {
    CannedWorld world = CannedWorld.of(new ConnectionFailure(ConnectionFailure.Kind.RESET, ""));

    assertThatThrownBy(() -> waited(world, c -> {}))
        .isInstanceOf(SdkClientException.class)
        .hasMessageContaining("Unable to execute HTTP request: Connection reset");
  }

  @Test
  void an_async_client_retries_on_the_calling_thread() {
    CannedWorld world =
        CannedWorld.of(
            CannedWorld.throttled(),
            new ConnectionFailure(ConnectionFailure.Kind.READ_TIMEOUT, ""),
            ok());
    Instant start = world.clock().now();

    try (SimulatedClients clients = world.clients()) {
      assertThat(clients.create(SageMakerAsyncClient.class).listTrainingJobs()).isCompleted();
    }

    assertThat(world.requests()).hasSize(3);
    assertThat(world.clock().now()).isAfter(start);
  }

  @Test
  void an_async_call_may_be_waited_for_from_within_another_ones_stage() {
    CannedWorld world =
        CannedWorld.of(CannedWorld.throttled(), ok(), CannedWorld.throttled(), ok());

    try (SimulatedClients clients = world.clients()) {
      SageMakerAsyncClient sageMaker = clients.create(SageMakerAsyncClient.class);

      assertThat(sageMaker.listTrainingJobs().thenApply(r -> sageMaker.listTrainingJobs().join()))
          .isCompleted();
    }

    assertThat(world.requests()).hasSize(4);
  }

  @Test
  void a_call_time_out_interrupts_the_back_off_at_its_virtual_time() {
    CannedWorld world = CannedWorld.of(CannedWorld.throttled());
    Instant start = world.clock().now();

    assertThatThrownBy(
            () ->
                waited(
                    world,
                    c ->
                        c.apiCallTimeout(Duration.ofSeconds(25))
                            .retryStrategy(
                                b ->
                                    b.throttlingBackoffStrategy(
                                        BackoffStrategy.fixedDelayWithoutJitter(
                                            Duration.ofSeconds(10))))))
        .isInstanceOf(ApiCallTimeoutException.class);

    assertThat(world.requests()).hasSize(3);
    assertThat(world.clock().now()).isEqualTo(start.plusSeconds(25));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_call_in_time_is_not_timed_out() {
    CannedWorld world = CannedWorld.of(ok());
    try (SageMakerClient sageMaker =
        world
            .clients()
            .configure(
                SageMakerClient.builder()
                    .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofSeconds(1))))
            .build()) {
      sageMaker.listTrainingJobs();
      world.clock().sleep(Duration.ofHours(1));

      assertThat(sageMaker.listTrainingJobs().trainingJobSummaries()).isEmpty();
    }
  }

  private static Duration waited(
      CannedWorld world, Consumer<ClientOverrideConfiguration.Builder> override) {
    return waited(world, 0, override);
  }

  private static Duration waited(
      CannedWorld world, long seed, Consumer<ClientOverrideConfiguration.Builder> override) {
    Instant start = world.clock().now();
    try (SageMakerClient sageMaker =
        world
            .clients(seed)
            .configure(SageMakerClient.builder().overrideConfiguration(override))
            .build()) {
      sageMaker.listTrainingJobs();
    }
    return Duration.between(start, world.clock().now());
  }

  private static List<String> attempts(CannedWorld world) {
    return world.requests().stream().map(r -> r.header("amz-sdk-request").orElse("")).toList();
  }

  private static WireResponse ok() {
    return CannedWorld.json(200, "{\"TrainingJobSummaries\":[]}");
  }
}
