package dev.mlsim.sdk.ambient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.Fence;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.SimulatedClients;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClientBuilder;
import software.amazon.awssdk.services.sagemakeredge.SagemakerEdgeAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

@Isolated("a fence is about all clients of the JVM")
class FenceTest {
  private static final String REFUSED =
      "mlsim: refused to send SageMaker ListTrainingJobs to [api.sagemaker.eu-west-1.amazonaws.com:443]:"
          + " the fence is up, and lets clients of the AWS SDK reach simulators and this machine"
          + " alone; possible are an injected client, @MlSimulator(ambient = true) where code makes"
          + " its own client of a simulated service, a double of another, and"
          + " mlsim.fence.allow=api.sagemaker.eu-west-1.amazonaws.com for what is meant to be reached";

  private final List<String> sent = new ArrayList<>();
  private final List<Fence.Watch> watches = new ArrayList<>();
  private final Fence fence = Fence.raise();

  @AfterEach
  void takeDown() {
    fence.close();
  }

  @Test
  void a_sync_client_is_kept_in_and_needs_no_credentials_for_it() {
    try (SageMakerClient sageMaker = client()) {
      assertThatThrownBy(sageMaker::listTrainingJobs)
          .isInstanceOf(SdkClientException.class)
          .hasMessageStartingWith(REFUSED);
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void an_async_client_is_kept_in() {
    SageMakerAsyncClient sageMaker =
        SageMakerAsyncClient.builder().region(Region.EU_WEST_1).build(); // not closed: takes 2 s

    assertThatThrownBy(() -> sageMaker.listTrainingJobs().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(SdkClientException.class)
        .hasMessageStartingWith(REFUSED);
  }

  @ParameterizedTest
  @EnumSource(SyncRecipe.class)
  void a_client_that_was_kept_after_an_ambient_simulation_is_kept_in(SyncRecipe recipe) {
    Simulator sim = Simulator.create();
    AmbientSimulation ambient = AmbientSimulation.install(sim);
    try (SageMakerClient kept = recipe.make()) {
      kept.listTrainingJobs();
      ambient.close();

      assertThatThrownBy(kept::listTrainingJobs)
          .hasMessageContaining("mlsim: refused to send SageMaker ListTrainingJobs to [");
    }
    assertThat(sim.journal().calls()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(AsyncRecipe.class)
  void an_async_client_that_was_kept_is_kept_in(AsyncRecipe recipe) {
    AmbientSimulation ambient = AmbientSimulation.install(Simulator.create());
    SageMakerAsyncClient kept = recipe.make(); // not closed: takes 2 s
    kept.listTrainingJobs().join();
    ambient.close();

    assertThatThrownBy(() -> kept.listTrainingJobs().join())
        .hasMessageContaining("mlsim: refused to send SageMaker ListTrainingJobs to [");
  }

  @Test
  void a_thread_that_lives_on_is_kept_in() throws InterruptedException {
    List<Throwable> met = new ArrayList<>();
    try (SageMakerClient sageMaker = client()) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  sageMaker.listTrainingJobs();
                } catch (RuntimeException refused) {
                  met.add(refused);
                }
              });
      thread.start();
      thread.join();
    }
    assertThat(met)
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith(REFUSED);
    assertThat(sent).isEmpty();
  }

  @Test
  void clients_of_services_that_are_not_simulated_are_kept_in_during_an_ambient_simulation() {
    try (AmbientSimulation ambient = AmbientSimulation.install(Simulator.create());
        StsClient sts = StsClient.create()) {
      assertThat(ambient.endpoint().uri()).hasHost("127.0.0.1");
      SagemakerEdgeAsyncClient edge = SagemakerEdgeAsyncClient.create(); // not closed: takes 2 s

      assertThatThrownBy(sts::getCallerIdentity)
          .hasMessageContaining(
              "mlsim: refused to send Sts GetCallerIdentity to [sts.us-east-1.amazonaws.com:443]");
      assertThatThrownBy(
              () ->
                  edge.getDeviceRegistration(r -> r.deviceName("lathe").deviceFleetName("hall"))
                      .join())
          .hasMessageContaining("mlsim: refused to send SagemakerEdge GetDeviceRegistration to [");
    }
  }

  @Test
  void the_crt_based_client_of_s3_is_kept_in() {
    try (S3AsyncClient s3 =
        S3AsyncClient.crtBuilder()
            .region(Region.EU_WEST_1)
            .credentialsProvider(Credentials.ANY)
            .build()) {
      assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("models")).join())
          .hasMessageContaining("mlsim: refused to send S3 HeadBucket to [models.s3.");
      assertThatThrownBy(
              () ->
                  s3.getObject(r -> r.bucket("models").key("a"), AsyncResponseTransformer.toBytes())
                      .join())
          .hasMessageContaining("mlsim: refused to send S3 GetObject to [models.s3.");
    }
  }

  @Test
  void simulators_are_reached() {
    Simulator sim = Simulator.create();
    try (SimulatedClients clients = SimulatedClients.of(sim);
        LoopbackEndpoint endpoint = LoopbackEndpoint.open(sim);
        SageMakerClient overLoopback =
            SageMakerClient.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(Credentials.ANY)
                .build()) {
      clients.create(SageMakerClient.class).createTrainingJob(Jobs.job("churn-1"));

      assertThat(overLoopback.listTrainingJobs().trainingJobSummaries()).hasSize(1);
    }
    try (AmbientSimulation ambient = AmbientSimulation.install(sim);
        SageMakerClient own = SageMakerClient.create()) {
      assertThat(ambient.endpoint().simulator("us-east-1")).isNotNull();
      assertThat(own.listTrainingJobs().trainingJobSummaries()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:4566",
        "http://127.0.0.1:4566",
        "http://[::1]:4566",
        "https://localhost.localstack.cloud:4566"
      })
  void emulators_on_this_machine_are_reached(String endpoint) {
    try (SageMakerClient sageMaker = client(URI.create(endpoint))) {
      assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageContaining("nothing is sent");
    }
    assertThat(sent).isNotEmpty();
  }

  @Test
  void hosts_that_are_named_are_reached_if_every_fence_allows_them() {
    fence.close();
    try (Fence other = Fence.raise("minio.test", "*.EXAMPLE.com");
        SageMakerClient sageMaker = client(URI.create("https://emulator.example.com"));
        SageMakerClient elsewhere = client(URI.create("https://example.org"))) {
      assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageContaining("nothing is sent");
      assertThat(sent).isNotEmpty();
      assertThatThrownBy(elsewhere::listTrainingJobs).hasMessageContaining("[example.org:443]");

      try (Fence second = Fence.raise()) {
        assertThat(second).isNotSameAs(other);
        assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageContaining("refused to send");
      }
    }
  }

  @Test
  void real_credentials_are_looked_for_where_aws_itself_is_allowed() {
    fence.close();
    try (Fence other = Fence.raise("*.amazonaws.com");
        SageMakerClient sageMaker = client()) {
      assertThat(other).isNotNull();
      assertThatThrownBy(sageMaker::listTrainingJobs)
          .hasMessageContaining("credentials are not to be looked for");
    }
  }

  @Test
  void taken_down_it_lets_everything_pass() {
    fence.close();
    try (SageMakerClient sageMaker = client(URI.create("https://example.org"))) {
      assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageContaining("nothing is sent");
    }
  }

  @Test
  void what_is_refused_stands_in_the_story_of_the_thread_that_called() throws Exception {
    Simulator mine = Simulator.create();
    Simulator[] others = new Simulator[1];
    Thread elsewhere = new Thread(() -> others[0] = watched());
    elsewhere.start();
    elsewhere.join();
    try (Fence.Watch watch = Fence.watch(mine);
        SageMakerClient sageMaker = client()) {
      assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageStartingWith(REFUSED);

      String what = "SageMaker ListTrainingJobs to [api.sagemaker.eu-west-1.amazonaws.com:443]";
      assertThat(watch.refused()).containsExactly(what);
      assertThat(mine.journal().story().text()).contains("the fence refused " + what + "\n");
      assertThat(others[0].journal().entries()).isEmpty();

      Thread nobodys = new Thread(() -> catchAll(sageMaker), "pool-7");
      nobodys.start();
      nobodys.join();
      assertThat(mine.journal().story().text()).contains(what + ", of thread [pool-7]");
      assertThat(others[0].journal().story().text()).contains(what + ", of thread [pool-7]");
    } finally {
      watches.forEach(Fence.Watch::close);
    }
  }

  private Simulator watched() {
    Simulator sim = Simulator.create();
    watches.add(Fence.watch(sim));
    return sim;
  }

  private static void catchAll(SageMakerClient sageMaker) {
    assertThatThrownBy(sageMaker::listTrainingJobs).hasMessageStartingWith(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://minio.test", "minio.test:9000", "minio.test/bucket", "a b"})
  void what_names_no_host_is_not_allowed(String name) {
    assertThatThrownBy(() -> Fence.raise(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: cannot allow ["
                + name
                + "] through the fence: it is no name of a host; possible are names without scheme,"
                + " port and path, such as minio.test, 10.0.0.7 or *.internal");
  }

  /** A client that sends nothing, and has no credentials. */
  private SageMakerClient client() {
    return builder().credentialsProvider(Credentials.NONE).build();
  }

  /** A client that sends nothing, to an endpoint of its own. */
  private SageMakerClient client(URI endpoint) {
    return builder().credentialsProvider(Credentials.ANY).endpointOverride(endpoint).build();
  }

  private SageMakerClientBuilder builder() {
    return SageMakerClient.builder()
        .region(Region.EU_WEST_1)
        .httpClient(new Recording(sent))
        .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)));
  }

  private static final class Credentials {
    private static final AwsCredentialsProvider ANY =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDANY", "any"));
    private static final AwsCredentialsProvider NONE =
        () -> {
          throw new IllegalStateException("credentials are not to be looked for");
        };
  }
}
