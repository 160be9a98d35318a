package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.loopback.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class LoopbackServerTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2031-05-01T12:00:00Z"));

  @Test
  void arguments_say_what_is_served() {
    try (LoopbackEndpoint endpoint =
        open(
            "--region=eu-west-1",
            "--account=210987654321",
            "--starting-at=2030-01-01T00:00:00Z",
            "--seed=7",
            "--polling=tick:PT1M")) {
      Simulator sim = endpoint.simulator("eu-west-1");

      assertThat(sim.account()).isEqualTo("210987654321");
      assertThat(sim.seed()).isEqualTo(7);
      assertThat(sim.clock().now()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
      assertThat(sim.polling()).isEqualTo(Polling.tick(Duration.ofMinutes(1)));
      assertThat(said.toString(StandardCharsets.UTF_8))
          .startsWith("mlsim serves on http://127.0.0.1:" + endpoint.uri().getPort());
    }
  }

  @Test
  void other_processes_are_told_where_the_simulated_services_are() throws IOException {
    try (LoopbackEndpoint endpoint = open("--region=eu-west-1")) {
      String url = endpoint.uri().toString();

      assertThat(endpoint.environment())
          .containsEntry("AWS_ENDPOINT_URL_SAGEMAKER", url)
          .containsEntry("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", url)
          .containsEntry("AWS_ENDPOINT_URL_CLEANROOMSML", url)
          .containsEntry("AWS_REGION", "eu-west-1")
          .containsEntry("AWS_DEFAULT_REGION", "eu-west-1")
          .containsEntry("AWS_ACCESS_KEY_ID", "any")
          .doesNotContainKey("AWS_ENDPOINT_URL");
      assertThat(said.toString(StandardCharsets.UTF_8))
          .contains("AWS_ENDPOINT_URL=" + url + " for all services")
          .contains("\nexport AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME=" + url + "\n");
      assertThat(
              new RawHttp(endpoint.uri().getPort())
                  .get("/", "Host: localhost:" + endpoint.uri().getPort())
                  .body())
          .contains("\nexport AWS_ENDPOINT_URL_PERSONALIZE=http://");
    }
  }

  @Test
  void every_polling_policy_can_be_said() {
    try (LoopbackEndpoint settle = open("--polling=settle");
        LoopbackEndpoint scaled = open("--polling=scaled:3600")) {
      assertThat(settle.simulator("us-east-1").polling()).isEqualTo(Polling.settle());
      assertThat(scaled.simulator("us-east-1").polling()).hasToString("scaled by 3600.0");
    }
  }

  @Test
  void senseless_arguments_are_refused_in_words() {
    assertThatThrownBy(() -> open("--prot=1").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mlsim: cannot read [--prot=1]; possible are --port=4571");
    assertThatThrownBy(() -> open("--port=many").close())
        .hasMessageStartingWith("mlsim: cannot read [--port=many]");
    assertThatThrownBy(() -> open("verbose").close())
        .hasMessageStartingWith("mlsim: cannot read [verbose]");
  }

  @Test
  void a_port_that_is_none_is_refused_in_words() {
    assertThatThrownBy(() -> open("--port=99999").close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: there is no port [99999]; a port is 1 to 65535, and 0 takes a free one");
    assertThatThrownBy(() -> LoopbackEndpoint.open(Simulator.create(), -1).close())
        .hasMessageStartingWith("mlsim: there is no port [-1]");
  }

  @Test
  void a_host_is_allowed_by_name() throws IOException {
    try (LoopbackEndpoint endpoint = open("--allow-host=mlsim.test", "--allow-host=Other.test")) {
      RawHttp http = new RawHttp(endpoint.uri().getPort());

      assertThat(http.get("/mlsim/clock", "Host: mlsim.test").status()).isEqualTo(200);
      assertThat(http.get("/mlsim/clock", "Host: other.test:8080").status()).isEqualTo(200);
      assertThat(http.get("/mlsim/clock", "Host: third.test").body())
          .contains("and [mlsim.test, other.test]; another name is allowed by");
    }
    assertThatThrownBy(() -> open("--allow-host=http://mlsim.test").close())
        .hasMessageStartingWith("mlsim: cannot allow [http://mlsim.test]: a host is a name");
  }

  @Test
  void rate_limits_refill_in_real_time_too() {
    try (LoopbackEndpoint endpoint = open();
        SageMakerClient here = client(endpoint, Region.US_EAST_1);
        SageMakerClient there = client(endpoint, Region.EU_WEST_1)) {
      endpoint.simulator("us-east-1").faults().usualRates();
      endpoint.simulator("eu-west-1").faults().usualRates();

      assertThat(accepted(here, 8)).isEqualTo(5);
      assertThat(accepted(there, 8)).isEqualTo(5);
      wall.updateAndGet(now -> now.plusSeconds(1));
      assertThat(accepted(here, 8)).isEqualTo(5);
      assertThat(accepted(there, 8)).isEqualTo(5);
      wall.updateAndGet(now -> now.minusSeconds(3600));
      assertThat(accepted(here, 8)).isZero();
      endpoint.simulator("us-east-1").clock().advance(Duration.ofSeconds(1));
      assertThat(accepted(here, 8)).isEqualTo(5);
    }
  }

  private static int accepted(SageMakerClient sageMaker, int calls) {
    int accepted = 0;
    for (int i = 0; i < calls; i++) {
      try {
        sageMaker.listTrainingJobs();
        accepted++;
      } catch (SageMakerException e) {
        assertThat(e.isThrottlingException()).isTrue();
      }
    }
    return accepted;
  }

  private static SageMakerClient client(LoopbackEndpoint endpoint, Region region) {
    return SageMakerClient.builder()
        .endpointOverride(endpoint.uri())
        .region(region)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMINE", "mine")))
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private LoopbackEndpoint open(String... arguments) {
    return LoopbackServer.open(
        arguments, new PrintStream(said, true, StandardCharsets.UTF_8), () -> wall.get());
  }
}
