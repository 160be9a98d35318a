package dev.mlsim.samples.recipes;

import static dev.mlsim.assertj.MlSimAssertions.assertThat;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.junit.MlSimulator;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;

class ObjectsTest {
  // The code under test, as it stands: it makes its own client.
  private static void upload() {
    try (S3Client s3 = S3Client.create()) {
      s3.putObject(r -> r.bucket("churn").key("data/train.csv"), RequestBody.fromString("1,2,3"));
    }
  }

  @SuppressWarnings("unchecked") // the SDK takes consumers as varargs
  private static CreateTrainingJobRequest trainingOn(String uri) {
    return job("churn-1").toBuilder()
        .inputDataConfig(
            c ->
                c.channelName("train")
                    .dataSource(d -> d.s3DataSource(s -> s.s3DataType("S3Prefix").s3Uri(uri))))
        .build();
  }

  @Nested
  @MlSimulator
  class Injected {
    @Test
    void a_job_trains_on_what_was_uploaded(S3Client s3, SageMakerClient sageMaker, Simulator sim) {
      sim.objects().requireInputs(); // from now on a job without its input fails, as on AWS

      s3.putObject(r -> r.bucket("churn").key("data/train.csv"), RequestBody.fromString("1,2,3"));
      sageMaker.createTrainingJob(trainingOn("s3://churn/data/"));
      sim.clock().runUntilIdle(Duration.ofDays(1));

      assertThat(s3.listObjectsV2(r -> r.bucket("churn").prefix("models/")).contents())
          .extracting(S3Object::key)
          .containsExactly("models/churn-1/output/model.tar.gz");
    }

    @Test
    void a_test_puts_and_looks_itself(S3Client s3, Simulator sim) {
      sim.objects().put("s3://churn/data/test.csv", "4,5,6");
      sim.objects().requireBuckets(); // from now on one is there if it was created or has objects
      assertThat(sim.objects().uploads().all()).isEmpty(); // no upload in parts was forgotten

      assertThat(s3.getObjectAsBytes(r -> r.bucket("churn").key("data/test.csv")).asUtf8String())
          .isEqualTo("4,5,6");
      assertThat(sim).called("GetObject").once();
    }
  }

  @Nested
  @MlSimulator(ambient = true, also = "s3")
  class AmbientWithS3 {
    @Test
    void clients_of_s3_are_answered_too(Simulator sim) {
      upload(); // calls S3Client.create()

      assertThat(sim.objects().text("s3://churn/data/train.csv")).contains("1,2,3");
    }
  }
}
