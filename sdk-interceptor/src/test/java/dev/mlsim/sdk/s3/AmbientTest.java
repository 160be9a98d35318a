package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.AmbientSimulation;
import dev.mlsim.sdk.LoopbackEndpoint;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** Clients of S3 that the code under test makes by itself. */
@SuppressWarnings("try") // is held, not used
@Isolated("an ambient simulation is one in a JVM")
class AmbientTest {
  private static final int MANY = 20 * 1024 * 1024;

  private final Simulator sim = Simulator.create();

  @Test
  void s3_is_answered_where_the_test_says_so() {
    byte[] content = new byte[MANY];
    new Random(1).nextBytes(content);
    try (AmbientSimulation ambient = AmbientSimulation.install(sim, Set.of("s3"));
        S3Client s3 = S3Client.create();
        S3Client anonymous =
            S3Client.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
      S3AsyncClient async = S3AsyncClient.builder().multipartEnabled(true).build();

      s3.putObject(r -> r.bucket("data").key("a"), RequestBody.fromString("x"));
      async.putObject(r -> r.bucket("other").key("b"), AsyncRequestBody.fromBytes(content)).join();

      assertThat(sim.objects().list("s3://")).containsExactly("s3://data/a", "s3://other/b");
      assertThat(anonymous.getObjectAsBytes(r -> r.bucket("data").key("a")).asUtf8String())
          .isEqualTo("x");
      assertThat(
              async
                  .getObject(r -> r.bucket("other").key("b"), AsyncResponseTransformer.toBytes())
                  .join()
                  .asByteArrayUnsafe())
          .isEqualTo(content);
    }
  }

  @Test
  void otherwise_s3_goes_where_it_always_went() {
    Simulator elsewhere = Simulator.create();
    try (LoopbackEndpoint theirs = LoopbackEndpoint.open(elsewhere);
        AmbientSimulation ambient = AmbientSimulation.install(sim);
        S3Client s3 =
            S3Client.builder()
                .endpointOverride(theirs.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
        SageMakerClient sageMaker = SageMakerClient.create()) {
      s3.putObject(r -> r.bucket("data").key("a"), RequestBody.fromString("x"));
      sageMaker.listTrainingJobs();
    }

    assertThat(elsewhere.objects().list("s3://")).containsExactly("s3://data/a");
    assertThat(sim.objects().list("s3://")).isEmpty();
    assertThat(sim.journal().calls("ListTrainingJobs")).hasSize(1);
  }

  @Test
  void an_unknown_service_cannot_answer_also() {
    assertThatThrownBy(() -> AmbientSimulation.install(sim, Set.of("sqs")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mlsim: there is no service [sqs] that could answer also;");
  }
}
