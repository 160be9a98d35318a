package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The model in S3 when a training job is done. */
class TrainingJobArtifactsTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_completed_job_has_put_its_model_where_it_says() throws IOException {
    sageMaker.createTrainingJob(Jobs.job("churn"));
    sim.clock().advance(Duration.ofMinutes(20));
    assertThat(sim.objects().list("s3://churn/models/")).isEmpty();

    sim.clock().advance(Duration.ofHours(1));

    String uri =
        sageMaker
            .describeTrainingJob(r -> r.trainingJobName("churn"))
            .modelArtifacts()
            .s3ModelArtifacts();
    assertThat(sim.objects().list("s3://churn/models/")).containsExactly(uri);
    byte[] model = sim.objects().get(uri).orElseThrow();
    try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(model))) {
      assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
          .contains("training-job/churn");
    }
  }

  @Test
  void a_job_that_is_stopped_before_it_trains_leaves_no_model() {
    sageMaker.createTrainingJob(Jobs.job("churn"));

    sageMaker.stopTrainingJob(r -> r.trainingJobName("churn"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.objects().list("s3://")).isEmpty();
  }
}
