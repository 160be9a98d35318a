package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.LookoutVisionException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** Instants that a request names, in its body and in its query. */
class TimestampsTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final LookoutVisionClient lookout = clients.create(LookoutVisionClient.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z"
      })
  void those_without_a_year_of_four_digits_cannot_be_read(String text) {
    Instant instant = Instant.parse(text);
    lookout.createProject(r -> r.projectName("circuits"));
    lookout.createDataset(r -> r.projectName("circuits").datasetType("train"));

    assertThatThrownBy(
            () ->
                lookout.listDatasetEntries(
                    r ->
                        r.projectName("circuits").datasetType("train").beforeCreationDate(instant)))
        .isInstanceOf(LookoutVisionException.class)
        .hasMessageContaining("Invalid timestamp '")
        .hasMessageContaining("the expected format is iso8601");
  }

  @Test
  void those_of_a_body_neither() {
    assertThatThrownBy(
            () ->
                sageMaker.listTrainingJobs(
                    r -> r.creationTimeAfter(Instant.parse("+999999-12-31T23:59:59Z"))))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("NUMBER_VALUE can not be converted to a Timestamp");
  }

  @Test
  void the_first_and_the_last_can_be_read() {
    sageMaker.createTrainingJob(Jobs.job("churn-1"));

    assertThat(
            sageMaker
                .listTrainingJobs(
                    r ->
                        r.creationTimeAfter(Instant.parse("0001-01-01T00:00:00Z"))
                            .creationTimeBefore(Instant.parse("9999-12-31T23:59:59Z")))
                .trainingJobSummaries())
        .hasSize(1);
  }
}
