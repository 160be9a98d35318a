package dev.mlsim.sdk.parity;

import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.parity.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.recording.RecordedRun;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.LoopbackEndpoint;
import dev.mlsim.sdk.Recording;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** Records clients of a real HTTP server on this machine: another simulator's answers. */
@Isolated("a recording sees every client of the JVM")
class RecordingTest {
  @TempDir Path folder;

  private final Simulator aws = Simulator.builder().seed(4711).build();
  private final LoopbackEndpoint endpoint = LoopbackEndpoint.open(aws);

  @AfterEach
  void close() {
    endpoint.close();
  }

  private <B extends AwsClientBuilder<B, C>, C> C plain(B builder) {
    return builder
        .endpointOverride(endpoint.uri())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMINE", "hidden")))
        .build();
  }

  private static void night(SageMakerClient sageMaker) {
    sageMaker.createTrainingJob(job("jane-night"));
    sageMaker.describeTrainingJob(r -> r.trainingJobName("jane-night"));
    Recorded.refused(() -> sageMaker.createTrainingJob(job("jane-night")));
    sageMaker.listTrainingJobs();
  }

  private static void night(SageMakerAsyncClient sageMaker) {
    sageMaker.createTrainingJob(job("jane-night")).join();
    sageMaker.describeTrainingJob(r -> r.trainingJobName("jane-night")).join();
    assertThatThrownBy(() -> sageMaker.createTrainingJob(job("jane-night")).join())
        .hasMessageContaining("already exists");
    sageMaker.listTrainingJobs().join();
  }

  private List<RecordedAttempt> recorded(Runnable run) {
    Path file = folder.resolve("run.jsonl");
    try (Recording recording = Recording.to(file)) {
      assertThat(recording).isNotNull();
      run.run();
    }
    return RecordedRun.read(file).attempts();
  }

  private void isTheNight(List<RecordedAttempt> attempts) {
    assertThat(attempts)
        .extracting(a -> a.operation() + " " + a.status())
        .containsExactly(
            "CreateTrainingJob 200",
            "DescribeTrainingJob 200",
            "CreateTrainingJob 400",
            "ListTrainingJobs 200");
    assertThat(attempts.get(1).output().path("TrainingJobName").asText()).isEqualTo("name-1");
    assertThat(attempts.get(2).code()).isEqualTo("ResourceInUse");
    ParityReport report = Parity.of(folder.resolve("run.jsonl")).run();
    assertThat(report.findings()).as(report.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "url-connection"})
  void plain_sync_clients_of_a_server_are_recorded(String http) throws IOException {
    try (SageMakerClient sageMaker =
        plain(
            SageMakerClient.builder()
                .httpClientBuilder(
                    http.equals("apache")
                        ? ApacheHttpClient.builder()
                        : UrlConnectionHttpClient.builder()))) {
      isTheNight(recorded(() -> night(sageMaker)));
    }
    assertThat(Files.readString(folder.resolve("run.jsonl")))
        .doesNotContain("jane", "AKID", "hidden", "Signature");
  }

  @Test
  void plain_async_clients_of_a_server_are_recorded() {
    SageMakerAsyncClient sageMaker =
        plain(
            SageMakerAsyncClient.builder()
                .httpClientBuilder(
                    NettyNioAsyncHttpClient.builder())); // not closed: Netty takes two seconds

    isTheNight(recorded(() -> night(sageMaker)));
  }

  @Test
  void injected_clients_are_recorded() {
    SimulatedClients clients = SimulatedClients.of(Simulator.builder().seed(7).build());
    SimulatedClients others = SimulatedClients.of(Simulator.builder().seed(7).build());

    isTheNight(recorded(() -> night(clients.create(SageMakerClient.class))));
    isTheNight(recorded(() -> night(others.create(SageMakerAsyncClient.class))));
  }

  @Test
  void clients_in_an_ambient_simulation_are_recorded() {
    try (AmbientSimulation ambient = AmbientSimulation.install(aws);
        SageMakerClient sageMaker = SageMakerClient.create()) {
      assertThat(ambient).isNotNull();
      isTheNight(recorded(() -> night(sageMaker)));
    }
  }

  @Test
  void each_attempt_of_a_call_is_a_line() {
    aws.faults().on("CreateTrainingJob").once().throttle();

    List<RecordedAttempt> attempts =
        recorded(() -> plain(SageMakerClient.builder()).createTrainingJob(job("jane-night")));

    assertThat(attempts)
        .extracting(a -> a.call() + " " + a.attempt() + " " + a.status() + " " + a.code())
        .containsExactly("c1 1 400 ThrottlingException", "c1 2 200 ");
  }

  @Test
  void an_attempt_whose_connection_breaks_is_a_line_without_an_answer() {
    aws.faults().on("CreateTrainingJob").once().resetConnection();
    aws.faults().on("DescribeTrainingJob").once().truncateBody();

    List<RecordedAttempt> sync =
        recorded(
            () -> {
              SageMakerClient sageMaker = plain(SageMakerClient.builder());
              sageMaker.createTrainingJob(job("jane-night"));
              sageMaker.describeTrainingJob(r -> r.trainingJobName("jane-night"));
            });

    assertThat(sync.get(0).lost()).isNotEmpty();
    assertThat(sync.get(0).status()).isZero();
    assertThat(sync.get(1).succeeded()).isTrue();
    assertThat(sync.get(1).call()).isEqualTo(sync.get(0).call());
  }

  @Test
  void of_data_planes_only_operation_and_status_are_recorded() throws IOException {
    SageMakerRuntimeClient runtime = plain(SageMakerRuntimeClient.builder());

    List<RecordedAttempt> attempts =
        recorded(
            () ->
                Recorded.refused(
                    () ->
                        runtime.invokeEndpoint(
                            r ->
                                r.endpointName("jane")
                                    .contentType("text/csv")
                                    .body(SdkBytes.fromUtf8String("jane,42")))));

    assertThat(attempts)
        .extracting(a -> a.operation() + " " + a.status() + a.input() + a.output())
        .containsExactly("InvokeEndpoint 400{}{}");
    assertThat(Files.readString(folder.resolve("run.jsonl"))).doesNotContain("jane");
  }

  @Test
  void nothing_is_recorded_before_or_after_and_one_at_a_time_is() {
    SageMakerClient sageMaker = plain(SageMakerClient.builder());
    sageMaker.listTrainingJobs();
    Path file = folder.resolve("run.jsonl");
    Recording recording = Recording.to(file);

    assertThatThrownBy(() -> Recording.to(folder.resolve("other.jsonl")))
        .hasMessageContaining("a recording is open, and a JVM has one at most");
    recording.close();
    sageMaker.listTrainingJobs();

    assertThat(RecordedRun.read(file).attempts()).isEmpty();
  }

  @Test
  void a_run_that_died_keeps_what_it_has() throws IOException {
    recorded(() -> night(plain(SageMakerClient.builder())));
    Path file = folder.resolve("run.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 40));

    assertThat(RecordedRun.read(file).attempts()).hasSize(3);
  }

  @Test
  void what_is_no_recording_is_refused_in_words() throws IOException {
    Path file = Files.writeString(folder.resolve("other.json"), "{}");

    assertThatThrownBy(() -> Parity.of(file))
        .hasMessageContaining("is no recording that this version reads");
    assertThatThrownBy(() -> Parity.of(folder.resolve("none.jsonl")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read the recording");
  }
}
