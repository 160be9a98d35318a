package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

/** S3 as a service like any other: faults, rates, journal, jobs. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class FaultsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void put() {
    s3.putObject(r -> r.bucket("data").key("k"), RequestBody.fromString("hello"));
  }

  @ParameterizedTest
  @CsvSource({
    "InternalError,500,4",
    "SlowDown,503,4",
    "ServiceUnavailable,503,4",
    "RequestTimeout,400,4",
    "RequestTimeTooSkewed,403,4",
    "OperationAborted,409,1",
    "ConditionalRequestConflict,409,1",
    "ExpiredToken,400,1",
    "AccessDenied,403,1"
  })
  void an_error_is_tried_again_as_on_aws(String code, int status, int attempts) {
    sim.faults().on("PutObject").fail(code);

    assertThatThrownBy(this::put)
        .isInstanceOf(S3Exception.class)
        .satisfies(
            e -> {
              S3Exception error = (S3Exception) e;
              assertThat(error.statusCode()).isEqualTo(status);
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code);
            });
    assertThat(sim.journal().calls()).hasSize(attempts);
  }

  @Test
  void throttling_has_the_words_of_s3() {
    sim.faults().on("PutObject").once().throttle();
    sim.faults().on("GetObject").accessDenied();
    sim.faults().on("HeadObject").once().serverError();
    sim.faults().on("CopyObject").expiredToken();

    put();
    assertThatThrownBy(() -> s3.getObject(r -> r.bucket("data").key("k")))
        .hasMessageContaining("Access Denied")
        .extracting(e -> ((S3Exception) e).statusCode())
        .isEqualTo(403);
    s3.headObject(r -> r.bucket("data").key("k"));
    assertThatThrownBy(
            () ->
                s3.copyObject(
                    r ->
                        r.sourceBucket("data")
                            .sourceKey("k")
                            .destinationBucket("data")
                            .destinationKey("l")))
        .hasMessageContaining("The provided token has expired.");

    assertThat(sim.journal().calls())
        .extracting(JournalEntry.Called::error)
        .containsExactly("SlowDown", "", "AccessDenied", "InternalError", "", "ExpiredToken");
    assertThat(sim.journal().retries()).hasSize(2);
  }

  @Test
  void a_rate_limit_refills_on_virtual_time() {
    sim.faults().on("PutObject").limitedTo(1, 1);

    put();
    put(); // the SDK waits for its turn

    assertThat(sim.journal().calls())
        .extracting(JournalEntry.Called::error)
        .startsWith("", "SlowDown")
        .endsWith("");
    assertThat(sim.clock().now()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void what_is_beyond_is_told_as_a_call_that_is_not_simulated() {
    assertThatThrownBy(() -> s3.getBucketVersioning(r -> r.bucket("data")))
        .isInstanceOf(S3Exception.class);

    assertThat(sim.journal().calls())
        .singleElement()
        .extracting(JournalEntry.Called::error)
        .isEqualTo("NotSimulated");
  }

  @Test
  void a_lost_answer_and_a_broken_connection_are_tried_again() {
    sim.faults().on("PutObject").once().loseAnswer();
    put();
    sim.faults().on("GetObject").once().resetConnection();
    assertThat(s3.getObjectAsBytes(r -> r.bucket("data").key("k")).asUtf8String())
        .isEqualTo("hello");
    assertThat(sim.journal().retries()).hasSize(2);
  }

  @Test
  void a_function_that_fails_leaves_no_object() {
    sim.faults()
        .on("PutObject")
        .once()
        .amend(
            output -> {
              throw new IllegalStateException("mine");
            });

    assertThatThrownBy(this::put).hasMessageContaining("mine");

    assertThat(sim.objects().list("s3://")).isEmpty();
  }

  @Test
  void the_story_tells_what_was_written() {
    put();

    assertThat(sim.journal().text()).contains("call s3:PutObject [s3://data/k] -> 200");
    assertThatCode(() -> sim.journal().story().text()).doesNotThrowAnyException();
  }

  @Test
  void what_a_job_writes_is_there_at_its_virtual_time() {
    sim.objects().requireInputs();
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);
    CreateTrainingJobRequest job =
        Jobs.job(
            "churn-1",
            r ->
                r.inputDataConfig(
                    c ->
                        c.channelName("train")
                            .dataSource(
                                d ->
                                    d.s3DataSource(
                                        s -> s.s3DataType("S3Prefix").s3Uri("s3://data/train")))));
    assertThatThrownBy(() -> sageMaker.createTrainingJob(job))
        .hasMessageContaining("No S3 objects found under S3 URL");
    s3.putObject(r -> r.bucket("data").key("train/1.csv"), RequestBody.fromString("1"));

    sageMaker.createTrainingJob(job);
    sim.clock().runUntilIdle(Duration.ofDays(2));

    String model =
        sageMaker
            .describeTrainingJob(r -> r.trainingJobName("churn-1"))
            .modelArtifacts()
            .s3ModelArtifacts();
    String out = model.substring("s3://".length()).replaceFirst("/.*", "");
    S3Object artifact =
        s3.listObjectsV2(
                r -> r.bucket(out).prefix(model.substring("s3://".length() + out.length() + 1)))
            .contents()
            .get(0);
    Instant written = sim.objects().find(model).orElseThrow().lastModified();
    assertThat(artifact.lastModified()).isEqualTo(written).isAfter(sim.startedAt());
  }

  @Test
  void chaos_reaches_s3_too() {
    sim.chaos(0.5);
    int failed = 0;
    for (int i = 0; i < 40; i++) {
      try {
        put();
      } catch (S3Exception | SdkClientException e) {
        failed++;
      }
    }
    assertThat(failed).isPositive();
    assertThat(sim.journal().retries()).isNotEmpty();
  }
}
